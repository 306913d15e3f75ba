package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.local.VerificationOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A model that is ready to infer descriptors. One thread at a time. */
public interface InferenceModel extends AutoCloseable {
  /** Returns the identity of the model. */
  ModelInfo info();

  /** Returns how a picture becomes the model's input. */
  InputFit fit();

  /** Returns how its local features are compared; empty if it has none. */
  default Optional<VerificationOptions> verification() {
    return Optional.empty();
  }

  /**
   * Infers the descriptors of a batch.
   *
   * @param pixels direct, uint8 [count, height, width, 3] RGB
   * @return one for each picture, in order
   */
  List<InferenceResult> infer(ByteBuffer pixels, int count, SizeGroups.Size size);

  @Override
  void close();
}
