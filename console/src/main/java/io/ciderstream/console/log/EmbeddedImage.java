package io.ciderstream.console.log;

import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Descriptor;

/**
 * A picture that was embedded.
 *
 * @param id image id
 * @param descriptor position of the descriptor
 * @param source position of the picture
 * @param sourceMs when the picture was produced, epoch milliseconds
 * @param width of the picture, upright
 * @param height of the picture, upright
 * @param verifiable whether it has local features, so that it can be verified as a match
 */
public record EmbeddedImage(
    String id,
    RecordPosition descriptor,
    RecordPosition source,
    long sourceMs,
    int width,
    int height,
    boolean verifiable) {
  static EmbeddedImage of(String id, RecordPosition at, Descriptor value) {
    return new EmbeddedImage(
        id,
        at,
        new RecordPosition(value.getSource().getPartition(), value.getSource().getOffset()),
        value.getSource().getTimestamp().toEpochMilli(),
        value.getWidth(),
        value.getHeight(),
        value.getLocalFeatures() != null);
  }
}
