/**
 * Reads and writes the topics; {@link io.ciderstream.console.log.TopicAccess} lists the parts.
 * {@link io.ciderstream.console.log.DescriptorView} knows where each picture is, {@link
 * io.ciderstream.console.log.SearcherClient} sends queries, {@link
 * io.ciderstream.console.log.PictureCache} reads pictures. Each view is written by its own thread
 * and read by any.
 */
package io.ciderstream.console.log;
