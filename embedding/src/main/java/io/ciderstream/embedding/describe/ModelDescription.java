package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.local.VerificationOptions;
import java.util.Optional;

/**
 * How an ONNX file is fed and read.
 *
 * @param name readable name
 * @param fit how a picture becomes the input
 * @param input the input
 * @param anySize whether the input may have another size than those of the fit
 * @param output the descriptor
 * @param attention where the attention is
 * @param verification how local features are compared, if the network has them
 */
public record ModelDescription(
    String name,
    InputFit fit,
    InputTensor input,
    boolean anySize,
    OutputVector output,
    AttentionOutput attention,
    Optional<VerificationOptions> verification) {
  /** Changes with the meaning of a key, so that hashes do too. */
  private static final int VERSION = 1;

  /** Returns a text of all that determines an embedding; it is part of the model's hash. */
  public String canonical() {
    return String.join(
        "\n",
        "description " + VERSION,
        name,
        fit.toString(),
        input.toString(),
        output.toString(),
        attention.toString());
  }
}
