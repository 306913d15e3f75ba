package io.ciderstream.trials.faults.load;

import io.ciderstream.schemas.RecordPosition;

/**
 * A record of {@code images} that the broker acknowledged.
 *
 * @param position partition and offset
 * @param key its hash, 0 for none
 * @param value its hash, 0 for a deletion
 */
public record SentRecord(RecordPosition position, int key, int value) {}
