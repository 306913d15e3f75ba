package io.ciderstream.train.learn.loss;

import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Short forms of libtorch's operations on tensors. */
public final class Tensors {
  private static final double MIN_LENGTH = 1e-12;

  private Tensors() {}

  /** Returns integers as int64 [n] on the device of another tensor. */
  public static Tensor longs(int[] values, Tensor like) {
    long[] longs = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      longs[i] = values[i];
    }
    return Tensor.create(longs, longs.length).to(like.device(), torch.ScalarType.Long);
  }

  /** Returns bools [rows,columns] on the device of another tensor. */
  public static Tensor mask(boolean[] values, int rows, Tensor like) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return Tensor.create(bytes, false, rows, values.length / rows)
        .to(like.device(), torch.ScalarType.Bool);
  }

  /** Returns the value of a scalar. */
  public static double value(Tensor one) {
    return one.item_double();
  }

  /** Returns all values, row by row. */
  public static float[] floats(Tensor tensor) {
    Tensor plain =
        tensor
            .detach()
            .to(new org.bytedeco.pytorch.Device(torch.DeviceType.CPU), torch.ScalarType.Float)
            .contiguous();
    float[] values = new float[Math.toIntExact(plain.numel())];
    FloatBuffer buffer = plain.createBuffer();
    buffer.get(values);
    return values;
  }

  /** Returns all values of an int64 tensor, row by row. */
  public static long[] longs(Tensor tensor) {
    Tensor plain = tensor.cpu().contiguous();
    long[] values = new long[Math.toIntExact(plain.numel())];
    new LongPointer(plain.data_ptr()).get(values);
    return values;
  }

  /** Divides each row by its Euclidean length: [N,C] to [N,C]. */
  public static Tensor normalised(Tensor rows) {
    Tensor length = rows.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, true);
    return rows.div(length.clamp_min(new Scalar(MIN_LENGTH)));
  }

  /** Computes without noting gradients. */
  public static <T> T withoutGradients(Supplier<T> work) {
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    try {
      return work.get();
    } finally {
      GradMode.set_enabled(before);
    }
  }
}
