/**
 * What the console knows of the topics: {@link io.ciderstream.console.log.DescriptorView where each
 * picture lies}, {@link io.ciderstream.console.log.DeadLetterView the latest dead letters}, {@link
 * io.ciderstream.console.log.Replies the replies to its own queries}, and {@link
 * io.ciderstream.console.log.RecordReader one record by its position}. Views are written by their
 * own thread and read by any.
 */
package io.ciderstream.console.log;
