/**
 * Keeps every record that a role writes within what its topic accepts. <b>All output goes through
 * here first</b>: {@link io.ciderstream.streams.output.OutputTopics} says whether a topic can be
 * written to and how large a record it accepts, {@link io.ciderstream.streams.output.RecordBytes}
 * counts a record as Kafka does, and {@link io.ciderstream.streams.output.DeadLetters} cuts what
 * does not fit. A record that Kafka rejects after it was forwarded restarts the stream thread,
 * which comes to the same record again; {@link io.ciderstream.streams.output.RefusedRecordHandler}
 * bounds that. All classes may be used by any thread.
 */
package io.ciderstream.streams.output;
