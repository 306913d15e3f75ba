package io.ciderstream.embedding.infer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.locate.AttentionBoxes;
import io.ciderstream.embedding.result.AttentionMap;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One ONNX Runtime session of a model. */
public final class OnnxModel implements InferenceModel {
  static final String INPUT = "images";
  static final String DESCRIPTORS = "descriptors";
  static final String ATTENTION = "attention";

  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OrtSession session;
  private final ModelInfo info;
  private final SizeGroups groups;
  private final AttentionBoxes boxes;

  OnnxModel(OrtSession session, ModelInfo info, SizeGroups groups, AttentionBoxes boxes) {
    this.session = session;
    this.info = info;
    this.groups = groups;
    this.boxes = boxes;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public SizeGroups groups() {
    return groups;
  }

  @Override
  public List<InferenceResult> infer(ByteBuffer pixels, int count, SizeGroups.Size size) {
    long[] shape = {count, size.height(), size.width(), 3};
    try (OnnxTensor images =
            OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(INPUT, images))) {
      FloatBuffer vectors = ((OnnxTensor) result.get(DESCRIPTORS).orElseThrow()).getFloatBuffer();
      if (vectors.remaining() != count * info.dimension()) {
        throw new IllegalStateException(
            "The model returned %d numbers for %d pictures, but its metadata announce %d for each."
                .formatted(vectors.remaining(), count, info.dimension()));
      }
      Optional<OnnxTensor> maps = result.get(ATTENTION).map(OnnxTensor.class::cast);
      FloatBuffer attention = maps.map(OnnxTensor::getFloatBuffer).orElse(null);
      long[] mapShape = maps.map(map -> map.getInfo().getShape()).orElse(new long[3]);
      List<InferenceResult> results = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        float[] vector = new float[info.dimension()];
        vectors.get(vector);
        if (attention == null) {
          results.add(new InferenceResult(vector));
        } else {
          AttentionMap map = AttentionMap.read(attention, (int) mapShape[1], (int) mapShape[2]);
          results.add(new InferenceResult(vector, Optional.of(map), boxes.of(map)));
        }
      }
      return results;
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
