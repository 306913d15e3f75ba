package io.ciderstream.connectors.rows;

import io.ciderstream.index.rows.RowChange;
import io.ciderstream.index.rows.Target;

/** What a record asks of which collection. */
public record MappedRecord(Target target, RowChange change) {}
