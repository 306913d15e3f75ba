/**
 * What is kept of each record and each row while they are compared: an {@link
 * io.ciderstream.integrity.entry.Entry} of fixed size, with digests instead of values. Immutable;
 * any thread.
 */
package io.ciderstream.integrity.entry;
