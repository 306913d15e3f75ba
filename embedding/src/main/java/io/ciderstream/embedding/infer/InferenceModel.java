package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.decode.SizeGroups;
import java.nio.ByteBuffer;
import java.util.List;

/** A model that is ready to infer descriptors. One thread at a time. */
public interface InferenceModel extends AutoCloseable {
  /** Returns the identity of the model. */
  ModelInfo info();

  /** Returns the input sizes that the model was made for. */
  SizeGroups groups();

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
