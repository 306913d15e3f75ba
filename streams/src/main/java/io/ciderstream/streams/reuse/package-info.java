/**
 * No work twice: embeddings that were made once, found again by the picture's content. Enter at
 * {@link io.ciderstream.streams.reuse.PictureEmbeddings}.
 *
 * <p>The store is a local cache and nothing else. Rules for all changes to this package:
 *
 * <ul>
 *   <li>It is no state of Kafka Streams. A changelog would make the start of an instance as long as
 *       the number of pictures, and exactly-once processing deletes local state after a crash.
 *   <li>It is not read from Milvus or the descriptors topic: the embedder depends on neither to
 *       work.
 *   <li>Whatever happens to it only costs work again. No error of the store fails a record or stops
 *       a role; a damaged store is deleted.
 *   <li>A key names all that determines the embedding, never the picture's id: see {@link
 *       io.ciderstream.embedding.ImageEmbedder#fingerprint}.
 *   <li>Failures are not kept. A picture that was rejected is decoded again.
 * </ul>
 *
 * <p>All classes may be used by any number of threads. Reading and writing block for the time of a
 * small file access.
 */
package io.ciderstream.streams.reuse;
