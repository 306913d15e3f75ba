package io.ciderstream.train.weights;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a state dictionary as {@code torch.save} writes it: zipped since version 1.6, and before
 * that five pickles (magic number, protocol, system, tensors, storage keys), then each storage as a
 * count (int64) and its values.
 */
public final class Checkpoint {
  private static final String MAGIC = "l\u00fc\u009cF\u00f9 j\u00a8P\u0019";

  /** Where training programs keep the state dictionary within what they save. */
  private static final List<String> WRAPPERS =
      List.of("state_dict", "model_state_dict", "model", "module", "network", "net");

  private Checkpoint() {}

  /**
   * The parameters of a file as float32; whole numbers (counters of batch normalisation) are left
   * out.
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
          ErrorCode.WEIGHTS_INVALID,
          "%s cannot be read: %s."
              .formatted(
                  name,
                  e instanceof BufferUnderflowException ? "it ends too soon" : e.getMessage()),
          e);
    }
  }

  private static Weights read(ByteBuffer in) {
    if (!MAGIC.equals(Pickle.read(in))) {
      throw new IllegalArgumentException("no checkpoint of the form before torch 1.6");
    }
    Pickle.read(in);
    Pickle.read(in);
    Object root = Pickle.read(in);
    List<?> keys = (List<?>) Pickle.read(in);
    Map<String, String> types = new HashMap<>();
    addTypes(root, types, Collections.newSetFromMap(new IdentityHashMap<>()));
    Map<String, float[]> storages = new HashMap<>();
    for (Object key : keys) {
      readStorage(in, (String) key, types.get(key), storages);
    }
    return weights(stateOf(root), storage -> storages.get(storage.key()));
  }

  /** Notes the types of all storages, also of those beside the parameters: all must be passed. */
  private static void addTypes(Object at, Map<String, String> types, Set<Object> seen) {
    switch (at) {
      case Pickle.Tensor tensor -> types.put(tensor.storage().key(), tensor.storage().type());
      case Map<?, ?> map when seen.add(map) ->
          map.values().forEach(value -> addTypes(value, types, seen));
      case List<?> list when seen.add(list) -> list.forEach(value -> addTypes(value, types, seen));
      default -> {}
    }
  }

  /** The dictionary of tensors: what was saved, or what lies in it under a name for it. */
  static Map<?, ?> stateOf(Object read) {
    Map<?, ?> state = (Map<?, ?>) read;
    for (int depth = 0; depth < WRAPPERS.size(); depth++) {
      Map<?, ?> outer = state;
      Optional<Object> inner =
          WRAPPERS.stream().<Object>map(outer::get).filter(Map.class::isInstance).findFirst();
      if (inner.isEmpty()) {
        break;
      }
      state = (Map<?, ?>) inner.get();
    }
    if (state.values().stream().noneMatch(Pickle.Tensor.class::isInstance)) {
      throw new IllegalArgumentException("it holds no tensors, but " + state.keySet());
    }
    return state;
  }

  /**
   * @param tensors by name; what is no tensor is left out
   * @param storages values of a storage of floating-point numbers
   */
  static Weights weights(Map<?, ?> tensors, Function<Pickle.Storage, float[]> storages) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    tensors.forEach(
        (name, value) -> {
          if (value instanceof Pickle.Tensor tensor && type(tensor.storage()).real()) {
            float[] values = storages.apply(tensor.storage());
            if (values == null) {
              throw new IllegalArgumentException("it lacks the values of " + name);
            }
            weights.put((String) name, weight(tensor, values));
          }
        });
    return new Weights(weights);
  }

  /** The type of a storage's numbers. */
  static NumberType type(Pickle.Storage storage) {
    return type(storage.key(), storage.type());
  }

  private static NumberType type(String key, String name) {
    return Optional.ofNullable(name)
        .flatMap(NumberType::ofStorage)
        .orElseThrow(() -> new IllegalArgumentException("storage %s is %s".formatted(key, name)));
  }

  private static void readStorage(
      ByteBuffer in, String key, String name, Map<String, float[]> storages) {
    NumberType type = type(key, name);
    long count = in.getLong();
    if (count < 0 || count > in.remaining() / type.width()) {
      throw new IllegalArgumentException("storage %s has %d values".formatted(key, count));
    }
    if (type.real()) {
      storages.put(key, type.floats(in, (int) count));
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
