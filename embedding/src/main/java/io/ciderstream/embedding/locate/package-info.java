/**
 * Where in a picture the model found its subject: {@link
 * io.ciderstream.embedding.locate.AttentionBoxes} makes boxes of an attention map. Immutable, safe
 * from any thread; runs on the thread that infers.
 */
package io.ciderstream.embedding.locate;
