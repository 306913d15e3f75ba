package io.ciderstream.embedding.infer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.StrongestPositions;
import io.ciderstream.embedding.local.VerificationOptions;
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
  static final String LOCAL_FEATURES = "local_features";

  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OrtSession session;
  private final ModelInfo info;
  private final OnnxMetadata metadata;

  OnnxModel(OrtSession session, ModelInfo info, OnnxMetadata metadata) {
    this.session = session;
    this.info = info;
    this.metadata = metadata;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public SizeGroups groups() {
    return metadata.groups();
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return metadata.verification();
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
      Optional<OutputMap> attention = map(result, ATTENTION);
      Optional<OutputMap> local = map(result, LOCAL_FEATURES);
      List<InferenceResult> results = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        float[] vector = new float[info.dimension()];
        vectors.get(vector);
        Optional<AttentionMap> seen = attention.map(this::nextAttention);
        results.add(
            new InferenceResult(
                vector,
                seen,
                seen.map(metadata.boxes()::of).orElse(List.of()),
                local.map(this::nextLocalFeatures)));
      }
      return results;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime failed on %d pictures of %d x %d: %s"
              .formatted(count, size.width(), size.height(), e.getMessage()),
          e);
    }
  }

  /**
   * An output of which each picture has a map.
   *
   * @param shape ends with height and width
   */
  private record OutputMap(FloatBuffer numbers, long[] shape) {
    int channels() {
      return (int) shape[1];
    }

    int height() {
      return (int) shape[shape.length - 2];
    }

    int width() {
      return (int) shape[shape.length - 1];
    }
  }

  private static Optional<OutputMap> map(OrtSession.Result result, String name) {
    return result
        .get(name)
        .map(OnnxTensor.class::cast)
        .map(tensor -> new OutputMap(tensor.getFloatBuffer(), tensor.getInfo().getShape()));
  }

  private AttentionMap nextAttention(OutputMap map) {
    return AttentionMap.read(map.numbers(), map.height(), map.width());
  }

  private LocalFeatures nextLocalFeatures(OutputMap map) {
    int keep = metadata.verification().orElseThrow().keep();
    return StrongestPositions.select(
        map.numbers(), map.channels() - 1, map.height(), map.width(), keep);
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
