/**
 * How both processors are set up, started, kept running and watched: {@link
 * io.ciderstream.streams.runtime.StreamsOptions} in, {@link
 * io.ciderstream.streams.runtime.RoleStatus} out, {@link
 * io.ciderstream.streams.runtime.StreamsRunner} between. {@link
 * io.ciderstream.streams.runtime.TopicSetup} makes the topics. Stream threads belong to Kafka
 * Streams; everything public here may be called from any thread.
 */
package io.ciderstream.streams.runtime;
