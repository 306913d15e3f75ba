/**
 * An image in, a descriptor out: {@link io.ciderstream.embedding.sniff what is it}, {@link
 * io.ciderstream.embedding.decode decode and resize it} (with {@link
 * io.ciderstream.embedding.raster decoders in Java}), {@link io.ciderstream.embedding.batch collect
 * a batch}, {@link io.ciderstream.embedding.infer infer}, {@link io.ciderstream.embedding.locate
 * locate its subject}, {@link io.ciderstream.embedding.local take local features of it, by which
 * matches are verified}, on the threads of {@link io.ciderstream.embedding.stage}. Enter at {@link
 * io.ciderstream.embedding.OnnxEmbedder#open}. Callers may be any threads; decoding and inference
 * run on their own threads. The test jar has a fake embedder.
 */
package io.ciderstream.embedding;
