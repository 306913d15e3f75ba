/**
 * Publishes the position of the index. {@link io.ciderstream.connectors.progress.ProgressPublisher}
 * receives each acknowledged batch; {@link io.ciderstream.connectors.progress.ProgressTopic}
 * publishes it to a topic. Runs on the thread of the writes.
 */
package io.ciderstream.connectors.progress;
