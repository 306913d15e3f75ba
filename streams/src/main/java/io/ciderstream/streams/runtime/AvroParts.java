package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.avro.Box;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays;

/** Parts that several Avro records share. */
public final class AvroParts {
  private static final Schema FLOATS = Schema.createArray(Schema.create(Schema.Type.FLOAT));

  private AvroParts() {}

  /** Returns a list of the numbers that keeps them unboxed. */
  public static List<Float> floats(float[] values) {
    PrimitivesArrays.FloatArray list = new PrimitivesArrays.FloatArray(values.length, FLOATS);
    for (int i = 0; i < values.length; i++) {
      list.add(i, values[i]);
    }
    return list;
  }

  /** Returns the numbers as an array. */
  public static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  /** Returns the boxes as Avro records. */
  public static List<Box> boxes(List<BoundingBox> boxes) {
    return boxes.stream().map(AvroParts::box).toList();
  }

  /** Returns the box as an Avro record. */
  public static Box box(BoundingBox box) {
    return new Box(box.x1(), box.y1(), box.x2(), box.y2(), box.score());
  }
}
