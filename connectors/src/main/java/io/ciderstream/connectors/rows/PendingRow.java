package io.ciderstream.connectors.rows;

import io.ciderstream.index.rows.PreparedChange;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record's change that waits to be written.
 *
 * @param source the record
 * @param change its change
 * @param older the change to the same key that this one replaces, or null; it is what counts if
 *     this one is refused
 */
record PendingRow(SinkRecord source, PreparedChange change, PendingRow older) {}
