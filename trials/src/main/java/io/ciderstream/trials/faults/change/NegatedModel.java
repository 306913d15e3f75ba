package io.ciderstream.trials.faults.change;

import io.ciderstream.train.ShippedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Another model: the one that comes with the program, but each number of a descriptor has the other
 * sign. With its own descriptors it finds the same; of the other model's, it finds the picture
 * itself last, with the score -1.
 */
public final class NegatedModel {
  /** Field 2 of a node is an output; the only node that makes this one comes last before it. */
  private static final byte[] OUTPUT = text("\u0012\u000bdescriptors");

  private NegatedModel() {}

  /** Writes the model into a folder. */
  public static Path writeTo(Path folder) throws IOException {
    Path original = folder.resolve("original.onnx");
    ShippedModel.writeTo(original);
    byte[] model = Files.readAllBytes(original);
    Files.delete(original);
    int output = indexOf(model, OUTPUT);
    model[output + OUTPUT.length - 1] = 'x';
    byte[] node = text("\n\u000bdescriptorx\u0012\u000bdescriptors\"\u0003Neg");
    ByteArrayOutputStream negated = new ByteArrayOutputStream();
    negated.write(model);
    // a second graph, whose nodes are appended to those of the first
    negated.write(new byte[] {0x3a, (byte) (node.length + 2), 0x0a, (byte) node.length});
    negated.write(node);
    return Files.write(folder.resolve("negated.onnx"), negated.toByteArray());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      int same = 0;
      while (same < part.length && bytes[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return at;
      }
    }
    throw new IllegalStateException("The model has no node with the output descriptors.");
  }

  private static byte[] text(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }
}
