package io.ciderstream.console.log;

import io.ciderstream.schemas.RecordPosition;
import java.util.Optional;

/**
 * Where the latest records of an image id are.
 *
 * @param source the picture in the images topic; empty if it was deleted
 * @param descriptor the record in the descriptors topic that says so
 */
public record ImageLocation(Optional<RecordPosition> source, RecordPosition descriptor) {}
