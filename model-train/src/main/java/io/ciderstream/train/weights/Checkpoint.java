package io.ciderstream.train.weights;

import io.ciderstream.evaluation.pickle.NumberType;
import io.ciderstream.evaluation.pickle.Pickle;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a state dictionary as {@code torch.save} writes it. Since version 1.6 it is a zip with the
 * tensors' pickle, {@code <name>/data.pkl}, and each storage, {@code <name>/data/<key>}. Before
 * that it was five pickles (magic number, protocol, system, tensors, storage keys), then each
 * storage as a count (int64) and its values.
 */
public final class Checkpoint {
  private static final String MAGIC = "l\u00fc\u009cF\u00f9 j\u00a8P\u0019";
  private static final String PICKLE = "data.pkl";

  /** Where training programs keep the state dictionary within what they save. */
  private static final List<String> WRAPPERS =
      List.of("state_dict", "model_state_dict", "model", "module", "network", "net");

  private Checkpoint() {}

  /**
   * Returns the parameters of a file as float32, without whole numbers (counters of batch
   * normalisation).
   *
   * @param file the whole file
   * @param name for messages
   * @throws CiderException WEIGHTS_INVALID
   */
  public static Weights read(byte[] file, String name) {
    try {
      boolean zipped = file.length > 2 && file[0] == 'P' && file[1] == 'K';
      return zipped ? readZip(file) : readPickles(little(file));
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

  /** Reads by way of a file: torch's entries are stored in a way that can't be read as a stream. */
  private static Weights readZip(byte[] file) {
    try {
      Path copy = Files.createTempFile("checkpoint-", ".zip");
      try {
        Files.write(copy, file);
        try (ZipFile zip = new ZipFile(copy.toFile())) {
          return readZip(zip);
        }
      } finally {
        Files.delete(copy);
      }
    } catch (ZipException e) {
      throw new IllegalArgumentException("not a zip that can be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Weights readZip(ZipFile zip) throws IOException {
    Map<String, ByteBuffer> entries = new HashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      try (InputStream in = zip.getInputStream(entry)) {
        entries.put(entry.getName(), little(in.readAllBytes()));
      }
    }
    String pickle =
        entries.keySet().stream()
            .filter(name -> name.endsWith(PICKLE))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a zip without " + PICKLE));
    String folder = pickle.substring(0, pickle.length() - PICKLE.length()) + "data/";
    return weights(Pickle.read(entries.get(pickle)), key -> entries.get(folder + key));
  }

  private static Weights readPickles(ByteBuffer in) {
    if (!MAGIC.equals(Pickle.read(in))) {
      throw new IllegalArgumentException("not a checkpoint of the form before torch 1.6");
    }
    Pickle.read(in);
    Pickle.read(in);
    Object root = Pickle.read(in);
    List<?> keys = (List<?>) Pickle.read(in);
    Map<String, Pickle.Storage> storages = new HashMap<>();
    addStorages(root, storages, Collections.newSetFromMap(new IdentityHashMap<>()));
    Map<String, ByteBuffer> bytes = new HashMap<>();
    for (Object key : keys) {
      bytes.put((String) key, next(in, (String) key, storages.get(key)));
    }
    return weights(root, bytes::get);
  }

  /**
   * Finds all storages, also those that are no parameters, as the values of all are in the file.
   */
  private static void addStorages(Object at, Map<String, Pickle.Storage> to, Set<Object> seen) {
    switch (at) {
      case Pickle.Tensor tensor -> to.put(tensor.storage().key(), tensor.storage());
      case Map<?, ?> map when seen.add(map) ->
          map.values().forEach(value -> addStorages(value, to, seen));
      case List<?> list when seen.add(list) -> list.forEach(value -> addStorages(value, to, seen));
      default -> {}
    }
  }

  private static ByteBuffer next(ByteBuffer in, String key, Pickle.Storage storage) {
    if (storage == null) {
      throw new IllegalArgumentException("storage %s is no tensor's".formatted(key));
    }
    long count = in.getLong();
    if (count < 0 || count > in.remaining() / storage.numbers().width()) {
      throw new IllegalArgumentException("storage %s has %d values".formatted(key, count));
    }
    int length = (int) count * storage.numbers().width();
    ByteBuffer bytes = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return bytes;
  }

  /** Reads the tensors of the state dictionary; what is no tensor is left out. */
  private static Weights weights(Object root, Function<String, ByteBuffer> bytes) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    Map<String, float[]> storages = new HashMap<>();
    stateOf(root)
        .forEach(
            (name, value) -> {
              if (value instanceof Pickle.Tensor tensor && tensor.storage().numbers().real()) {
                float[] values =
                    storages.computeIfAbsent(
                        tensor.storage().key(), key -> floats(tensor.storage(), bytes.apply(key)));
                weights.put((String) name, weight(tensor, values));
              }
            });
    return new Weights(weights);
  }

  /** Returns the dictionary of tensors: what was saved, or what is in it under a name for it. */
  private static Map<?, ?> stateOf(Object read) {
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

  private static float[] floats(Pickle.Storage storage, ByteBuffer bytes) {
    NumberType type = storage.numbers();
    if (bytes == null || bytes.remaining() != (long) storage.count() * type.width()) {
      throw new IllegalArgumentException(
          "storage %s of %d values has %s bytes"
              .formatted(storage.key(), storage.count(), bytes == null ? "no" : bytes.remaining()));
    }
    return type.floats(bytes, storage.count());
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

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
