/**
 * Decoded pictures wait in {@link io.ciderstream.embedding.batch.MicroBatcher} until there are
 * enough of one size, or one has waited long enough; queries go first. Decode threads put,
 * inference threads take.
 */
package io.ciderstream.embedding.batch;
