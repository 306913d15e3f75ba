package io.ciderstream.console.log;

import java.util.Optional;

/**
 * Where the latest word about an image id lies.
 *
 * @param source the picture in the images topic; empty if it was deleted
 * @param descriptor the record in the descriptors topic that says so
 */
public record Place(Optional<Position> source, Position descriptor) {}
