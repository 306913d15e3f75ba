/**
 * The sink on real Connect workers, under faults: {@link io.ciderstream.tests.sink.SinkOutageIT}
 * for single faults, {@link io.ciderstream.tests.sink.SinkConvergenceIT} for many of them in a row.
 */
package io.ciderstream.tests.sink;
