package io.ciderstream.train;

import io.ciderstream.schemas.FileReplacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The trained model that comes with the program: CiDeR on EfficientNet-Lite0, 512 numbers. How it
 * was made and what it can do is in {@code docs/design/model.md}.
 */
public final class ShippedModel {
  /** Its file's name. */
  public static final String FILE = "cider-lite0.onnx";

  private static final String RESOURCE = "/models/" + FILE;

  private ShippedModel() {}

  /** Writes it to that file, unless the file is the same already. */
  public static void writeTo(Path file) {
    byte[] model = content();
    try {
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), model)) {
        FileReplacement.write(file, model);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The model file " + file + " cannot be read.", e);
    }
  }

  private static byte[] content() {
    try (InputStream in = ShippedModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in this build; build it again.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read; build it again.", e);
    }
  }
}
