package io.ciderstream.connectors.descriptors;

import io.ciderstream.index.Change;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record and what it asks of the index. */
record RecordChange(SinkRecord source, Change change) {}
