/**
 * Whole topics read by a separate thread, without a consumer group: {@link
 * io.ciderstream.client.follow.TopicFollower any topics}, {@link
 * io.ciderstream.client.follow.ProgressFollower what the sink says of an index}. Readers and
 * listeners are called on that thread.
 */
package io.ciderstream.client.follow;
