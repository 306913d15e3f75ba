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
  private static final List<String> NESTED =
      List.of("state_dict", "model_state_dict", "model", "module");

  private Checkpoint() {}

  /**
   * The parameters of a file, of any floating-point type; integers (counters of batch
   * normalisation) are left out.
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
    Map<String, ValueType> types = new HashMap<>();
    for (Object tensor : tensors.values()) {
      if (tensor instanceof Pickle.Tensor(Pickle.Storage storage, var offset, var shape, var s)) {
        types.put(storage.key(), ValueType.ofTorch(storage.type()));
      }
    }
    Map<String, float[]> storages = new HashMap<>();
    for (Object key : keys) {
      readStorage(in, (String) key, types.get(key), storages);
    }
    return weights(tensors, storage -> storages.get(storage.key()));
  }

  /** The dictionary of tensors: the one that was read, or one inside it by a usual name. */
  static Map<?, ?> stateOf(Object read) {
    Map<?, ?> map = (Map<?, ?>) read;
    for (String name : NESTED) {
      if (map.get(name) instanceof Map<?, ?> inner) {
        return stateOf(inner);
      }
    }
    if (map.values().stream().noneMatch(Pickle.Tensor.class::isInstance)) {
      throw new IllegalArgumentException(
          "it holds no tensors, but %s".formatted(map.keySet().stream().limit(5).toList()));
    }
    return map;
  }

  /**
   * @param tensors by name
   * @param storages values of a storage of weights
   */
  static Weights weights(Map<?, ?> tensors, Function<Pickle.Storage, float[]> storages) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    tensors.forEach(
        (name, value) -> {
          if (value instanceof Pickle.Tensor tensor
              && ValueType.ofTorch(tensor.storage().type()).isParameter()) {
            weights.put((String) name, weight(tensor, storages.apply(tensor.storage())));
          }
        });
    return new Weights(weights);
  }

  private static void readStorage(
      ByteBuffer in, String key, ValueType type, Map<String, float[]> storages) {
    long count = in.getLong();
    if (type == null) {
      throw new IllegalArgumentException(
          "storage %s belongs to no tensor of the state dictionary; save the state dictionary alone"
              .formatted(key));
    }
    if (count < 0 || count > in.remaining() / type.width()) {
      throw new IllegalArgumentException("storage %s has %d values".formatted(key, count));
    }
    if (type.isParameter()) {
      storages.put(key, type.read(in, (int) count));
    } else {
      in.position(in.position() + (int) count * type.width());
    }
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
