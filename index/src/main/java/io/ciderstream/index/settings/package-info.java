/**
 * The settings of the index and the options made from them. Enter at {@link
 * io.ciderstream.index.settings.IndexSettings}, which defines every setting once; {@link
 * io.ciderstream.index.settings.IndexOptions} is what the rest of the module reads. Immutable; any
 * thread.
 */
package io.ciderstream.index.settings;
