/**
 * The contract of the topics: the Avro records (in {@code avro}, generated from {@code
 * src/main/avro}), {@link io.ciderstream.schemas.Topics names of topics} and {@link
 * io.ciderstream.schemas.HeaderNames headers}, and the closed list of {@link
 * io.ciderstream.schemas.ErrorCode error codes}. Everything here is immutable and may be used from
 * any thread.
 */
package io.ciderstream.schemas;
