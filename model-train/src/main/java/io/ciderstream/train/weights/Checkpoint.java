package io.ciderstream.train.weights;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Reads a state dictionary as {@code torch.save} writes it: zipped since version 1.6, and before
 * that five pickles (magic number, protocol, system, tensors, storage keys), then each storage as a
 * count (int64) and its values.
 */
public final class Checkpoint {
  private static final String MAGIC = "l\u00fc\u009cF\u00f9 j\u00a8P\u0019";
  private static final String FLOATS = "torch.FloatStorage";
  private static final String LONGS = "torch.LongStorage";

  private Checkpoint() {}

  /**
   * The float32 parameters of a file; integers (counters of batch normalisation) are left out.
   *
   * @param file the whole file
   * @param name for messages
   * @throws CiderException WEIGHTS_INVALID
   */
  public static Weights read(byte[] file, String name) {
    try {
      return ZippedCheckpoint.isOne(file)
          ? ZippedCheckpoint.read(file)
          : read(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IllegalArgumentException
        | BufferUnderflowException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      throw new CiderException(
          ErrorCode.WEIGHTS_INVALID, "%s: %s.".formatted(name, e.getMessage()), e);
    }
  }

  private static Weights read(ByteBuffer in) {
    if (!MAGIC.equals(Pickle.read(in))) {
      throw new IllegalArgumentException("no checkpoint of the form before torch 1.6");
    }
    Pickle.read(in);
    Pickle.read(in);
    Map<?, ?> tensors = stateOf(Pickle.read(in));
    List<?> keys = (List<?>) Pickle.read(in);
    Map<String, String> types = new HashMap<>();
    for (Object tensor : tensors.values()) {
      Pickle.Storage storage = ((Pickle.Tensor) tensor).storage();
      types.put(storage.key(), storage.type());
    }
    Map<String, float[]> storages = new HashMap<>();
    for (Object key : keys) {
      readStorage(in, (String) key, types.get(key), storages);
    }
    return weights(tensors, storage -> storages.get(storage.key()));
  }

  /** The dictionary of tensors, or what lies in it under {@code state_dict}. */
  static Map<?, ?> stateOf(Object read) {
    Map<?, ?> map = (Map<?, ?>) read;
    return map.get("state_dict") instanceof Map<?, ?> state ? state : map;
  }

  /**
   * @param tensors by name
   * @param storages values of a storage of floats
   */
  static Weights weights(Map<?, ?> tensors, Function<Pickle.Storage, float[]> storages) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    tensors.forEach(
        (name, value) -> {
          Pickle.Tensor tensor = (Pickle.Tensor) value;
          if (FLOATS.equals(tensor.storage().type())) {
            weights.put((String) name, weight(tensor, storages.apply(tensor.storage())));
          }
        });
    return new Weights(weights);
  }

  private static void readStorage(
      ByteBuffer in, String key, String type, Map<String, float[]> storages) {
    long count = in.getLong();
    int width = LONGS.equals(type) ? Long.BYTES : Float.BYTES;
    if (!LONGS.equals(type) && !FLOATS.equals(type)) {
      throw new IllegalArgumentException("storage %s is %s".formatted(key, type));
    }
    if (count < 0 || count > in.remaining() / width) {
      throw new IllegalArgumentException("storage %s has %d values".formatted(key, count));
    }
    if (FLOATS.equals(type)) {
      float[] values = new float[(int) count];
      in.asFloatBuffer().get(values);
      storages.put(key, values);
    }
    in.position(in.position() + (int) count * width);
  }

  /** Lays a strided view out row by row; the strides of converted weights are TensorFlow's. */
  private static Weight weight(Pickle.Tensor tensor, float[] storage) {
    Shape shape = new Shape(tensor.shape());
    float[] values = new float[shape.count()];
    int[] index = new int[shape.rank()];
    int at = tensor.offset();
    for (int i = 0; i < values.length; i++) {
      values[i] = storage[at];
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        int stride = tensor.strides().get(axis);
        at += stride;
        if (++index[axis] < shape.size(axis)) {
          break;
        }
        at -= stride * index[axis];
        index[axis] = 0;
      }
    }
    return new Weight(shape, values);
  }
}
