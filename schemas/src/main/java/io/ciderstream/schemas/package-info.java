/**
 * The contract of the topics: the Avro records (in {@code avro}, generated from {@code
 * src/main/avro}), {@link io.ciderstream.schemas.Topics names of topics} and {@link
 * io.ciderstream.schemas.HeaderNames headers}, and the closed list of {@link
 * io.ciderstream.schemas.ErrorCode error codes}; and the small helpers that every module may need.
 * Everything here may be used from any thread, and the contract is immutable.
 */
package io.ciderstream.schemas;
