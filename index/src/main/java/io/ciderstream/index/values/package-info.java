/** Values as JSON in the form that the SDK takes for each kind of field. Stateless; any thread. */
package io.ciderstream.index.values;
