package io.ciderstream.embedding.infer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ciderstream.embedding.ModelFacts;
import io.ciderstream.embedding.decode.SizeGroups;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/** One session of a model. One thread at a time. */
public final class OnnxModel implements AutoCloseable {
  private static final String INPUT = "images";
  private static final String DESCRIPTORS = "descriptors";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final ModelFacts facts;
  private final SizeGroups groups;

  OnnxModel(OrtSession session, ModelFacts facts, SizeGroups groups) {
    this.session = session;
    this.facts = facts;
    this.groups = groups;
  }

  /** Identity of the model file. */
  public ModelFacts facts() {
    return facts;
  }

  /** The input sizes that the model was made for. */
  public SizeGroups groups() {
    return groups;
  }

  /**
   * Describes a batch.
   *
   * @param pixels direct, uint8 [count, height, width, 3] RGB
   * @return float [count][dimension], each L2-normalised
   */
  public float[][] describe(ByteBuffer pixels, int count, SizeGroups.Size size) {
    long[] shape = {count, size.height(), size.width(), 3};
    try (OnnxTensor images =
            OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(INPUT, images))) {
      OnnxTensor descriptors = (OnnxTensor) result.get(DESCRIPTORS).orElseThrow();
      FloatBuffer values = descriptors.getFloatBuffer();
      float[][] vectors = new float[count][facts.dimension()];
      for (float[] vector : vectors) {
        values.get(vector);
      }
      return vectors;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime failed on %d pictures of %d x %d: %s"
              .formatted(count, size.width(), size.height(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
