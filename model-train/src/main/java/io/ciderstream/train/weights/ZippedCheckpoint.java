package io.ciderstream.train.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A state dictionary as {@code torch.save} writes it since version 1.6: a zip with the tensors'
 * pickle, {@code <name>/data.pkl}, and each storage, {@code <name>/data/<key>}.
 */
final class ZippedCheckpoint {
  private static final String PICKLE = "data.pkl";

  private ZippedCheckpoint() {}

  static boolean isOne(byte[] file) {
    return file.length > 2 && file[0] == 'P' && file[1] == 'K';
  }

  /**
   * @throws IllegalArgumentException or another of those that {@link Checkpoint} expects, if the
   *     file is none
   */
  static Weights read(byte[] file) {
    Map<String, byte[]> entries = entries(file);
    String pickle =
        entries.keySet().stream()
            .filter(name -> name.endsWith(PICKLE))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a zip without " + PICKLE));
    String folder = pickle.substring(0, pickle.length() - PICKLE.length()) + "data/";
    Map<?, ?> tensors = Checkpoint.stateOf(Pickle.read(little(entries.get(pickle))));
    Map<String, float[]> storages = new HashMap<>();
    return Checkpoint.weights(
        tensors,
        storage ->
            storages.computeIfAbsent(
                storage.key(), key -> floats(storage, entries.get(folder + key))));
  }

  /** By way of a file: torch's entries are stored in a way that can't be read as a stream. */
  private static Map<String, byte[]> entries(byte[] file) {
    Map<String, byte[]> entries = new HashMap<>();
    try {
      Path copy = Files.createTempFile("checkpoint-", ".zip");
      try {
        Files.write(copy, file);
        try (ZipFile zip = new ZipFile(copy.toFile())) {
          for (ZipEntry entry : Collections.list(zip.entries())) {
            try (InputStream in = zip.getInputStream(entry)) {
              entries.put(entry.getName(), in.readAllBytes());
            }
          }
        }
      } finally {
        Files.delete(copy);
      }
    } catch (ZipException e) {
      throw new IllegalArgumentException("not a zip that can be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static float[] floats(Pickle.Storage storage, byte[] bytes) {
    NumberType type = Checkpoint.type(storage);
    if (bytes == null || bytes.length != (long) storage.count() * type.width()) {
      throw new IllegalArgumentException(
          "storage %s of %d values has %s bytes"
              .formatted(storage.key(), storage.count(), bytes == null ? "no" : bytes.length));
    }
    return type.floats(little(bytes), storage.count());
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
