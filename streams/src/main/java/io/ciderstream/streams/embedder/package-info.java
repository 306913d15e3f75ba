/**
 * From the images topic to the descriptors topic, exactly once. Enter at {@link
 * io.ciderstream.streams.embedder.EmbedderRole}; one record's way is {@link
 * io.ciderstream.streams.embedder.ImageWork}, {@link io.ciderstream.streams.embedder.ImageReader},
 * {@link io.ciderstream.streams.reuse.PictureEmbeddings}, the embedder, {@link
 * io.ciderstream.streams.embedder.DescriptorBuilder}. Each record has a thread of its own; all
 * classes may be used by any number of threads.
 */
package io.ciderstream.streams.embedder;
