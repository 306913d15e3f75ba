/**
 * Spans of OpenTelemetry around the work on records: {@link
 * io.ciderstream.streams.trace.TracedWork}. Without an SDK in the process nothing is made and
 * nothing changes. Runs on the thread of the work it wraps.
 */
package io.ciderstream.streams.trace;
