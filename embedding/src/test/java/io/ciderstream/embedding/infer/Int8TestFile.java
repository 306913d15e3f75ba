package io.ciderstream.embedding.infer;

import io.ciderstream.schemas.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes int8 files that hold the model itself: the metadata alone are those of int8 weights. */
public final class Int8TestFile {
  private Int8TestFile() {}

  /** Writes the int8 file of a model. */
  public static void write(Path model) throws IOException {
    write(model, Sha256.hex(Files.readAllBytes(model)));
  }

  /**
   * Writes an int8 file next to a model. Protobuf messages that are concatenated are merged, so
   * that metadata can be appended.
   *
   * @param base SHA-256 of the model that it claims to be made from
   */
  static void write(Path model, String base) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Files.readAllBytes(model));
    for (Map.Entry<String, String> entry : WeightsMetadata.int8(base).entrySet()) {
      ByteArrayOutputStream pair = new ByteArrayOutputStream();
      field(1, entry.getKey().getBytes(StandardCharsets.UTF_8), pair);
      field(2, entry.getValue().getBytes(StandardCharsets.UTF_8), pair);
      field(14, pair.toByteArray(), bytes); // ModelProto.metadata_props
    }
    Files.write(ModelWeights.int8File(model), bytes.toByteArray());
  }

  private static void field(int number, byte[] content, ByteArrayOutputStream to)
      throws IOException {
    to.write(number << 3 | 2);
    if (content.length > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("the length takes more than one byte");
    }
    to.write(content.length);
    to.write(content);
  }
}
