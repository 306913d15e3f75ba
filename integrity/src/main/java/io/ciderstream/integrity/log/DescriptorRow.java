package io.ciderstream.integrity.log;

import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.VectorJitter;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Descriptor;
import java.util.List;
import java.util.OptionalLong;

/** Makes the row that a descriptor stands for, without local features. */
public final class DescriptorRow {
  private DescriptorRow() {}

  /** Returns the row as the sink writes it. */
  public static Row of(ImageId id, Descriptor descriptor) {
    var capturedAt = descriptor.getCapturedAt();
    RecordPosition source =
        new RecordPosition(
            descriptor.getSource().getPartition(), descriptor.getSource().getOffset());
    return new Row(
        id,
        VectorJitter.add(floats(descriptor.getVector()), source),
        new ModelId(descriptor.getModel().getName(), descriptor.getModel().getHash()),
        descriptor.getMetadata(),
        new PictureInfo(
            capturedAt == null ? OptionalLong.empty() : OptionalLong.of(capturedAt.toEpochMilli()),
            descriptor.getBoxes().stream()
                .map(
                    box ->
                        new BoundingBox(
                            box.getX1(), box.getY1(), box.getX2(), box.getY2(), box.getScore()))
                .toList(),
            descriptor.getWidth(),
            descriptor.getHeight()),
        new SourcePosition(source, descriptor.getSource().getTimestamp().toEpochMilli()));
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
