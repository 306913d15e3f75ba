package io.ciderstream.console.log;

import io.ciderstream.schemas.avro.Descriptor;

/**
 * A picture that was described.
 *
 * @param id image id
 * @param descriptor where the descriptor lies
 * @param source where the picture lies
 * @param sourceMs when the picture was produced, epoch milliseconds
 * @param width of the picture, upright
 * @param height of the picture, upright
 */
public record Described(
    String id, Position descriptor, Position source, long sourceMs, int width, int height) {
  static Described of(String id, Position at, Descriptor value) {
    return new Described(
        id,
        at,
        new Position(value.getSource().getPartition(), value.getSource().getOffset()),
        value.getSource().getTimestamp().toEpochMilli(),
        value.getWidth(),
        value.getHeight());
  }
}
