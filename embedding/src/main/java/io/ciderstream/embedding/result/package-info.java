/**
 * The result of an embedder for one picture. Enter at {@link
 * io.ciderstream.embedding.result.Embedding}. Immutable, safe from any thread.
 */
package io.ciderstream.embedding.result;
