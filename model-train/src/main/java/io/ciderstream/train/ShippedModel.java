package io.ciderstream.train;

import io.ciderstream.embedding.infer.ModelWeights;
import io.ciderstream.schemas.FileReplacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The trained model that comes with the program, with its int8 file: CiDeR on EfficientNet-Lite0,
 * 512 numbers. How it was made and what it can do is in {@code docs/design/model.md}.
 */
public final class ShippedModel {
  /** Its file's name. */
  public static final String FILE = "cider-lite0.onnx";

  private static final String FOLDER = "/models/";

  private ShippedModel() {}

  /** Writes it to that file, and its int8 file next to it, unless they are the same already. */
  public static void writeTo(Path file) {
    write(FOLDER + FILE, file);
    write(FOLDER + ModelWeights.int8File(Path.of(FILE)), ModelWeights.int8File(file));
  }

  private static void write(String resource, Path file) {
    byte[] model = content(resource);
    try {
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), model)) {
        FileReplacement.write(file, model);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The model file " + file + " cannot be read.", e);
    }
  }

  private static byte[] content(String resource) {
    try (InputStream in = ShippedModel.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in this build; build it again.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read; build it again.", e);
    }
  }
}
