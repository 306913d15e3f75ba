/**
 * Reads and writes the topics; {@link io.ciderstream.console.log.TopicAccess} lists the parts.
 * {@link io.ciderstream.console.log.DescriptorView} knows what was embedded last, {@link
 * io.ciderstream.console.log.ImageLocator} where the picture of any id is, {@link
 * io.ciderstream.console.log.SearcherClient} sends queries, {@link
 * io.ciderstream.console.log.PictureCache} reads pictures. Each view is written by its own thread
 * and read by any.
 *
 * <p>No start reads a topic from its beginning, and nothing is kept per image id without a bound: a
 * view reads back from the end by a number of records or bytes, older facts come from the index or
 * from one record at a known position.
 */
package io.ciderstream.console.log;
