/**
 * Tells others how far the index is: {@link io.ciderstream.connectors.progress.Progress} is told of
 * each acknowledged put, {@link io.ciderstream.connectors.progress.ProgressTopic} publishes it. All
 * on the task's thread.
 */
package io.ciderstream.connectors.progress;
