package io.ciderstream.embedding.infer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.StrongestPositions;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.AttentionMap;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One ONNX Runtime session of a model. */
public final class OnnxModel implements InferenceModel {
  static final String LOCAL_FEATURES = "local_features";

  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OrtSession session;
  private final ModelInfo info;
  private final ModelDescription description;
  private final PixelTensors tensors;

  OnnxModel(OrtSession session, ModelInfo info, ModelDescription description) {
    this.session = session;
    this.info = info;
    this.description = description;
    this.tensors = new PixelTensors(environment, description.input());
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public InputFit fit() {
    return description.fit();
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return description.verification();
  }

  @Override
  public List<InferenceResult> infer(ByteBuffer pixels, int count, SizeGroups.Size size) {
    List<InferenceResult> results = inferRaw(pixels, count, size);
    if (description.output().normalise()) {
      results.forEach(result -> VectorTensor.normalise(result.vector()));
    }
    return results;
  }

  /**
   * Infers as {@link #infer} does, but leaves the descriptors as long as the network made them. A
   * graph of a fixed number of pictures is run as often as needed.
   */
  public List<InferenceResult> inferRaw(ByteBuffer pixels, int count, SizeGroups.Size size) {
    int most = description.input().batch().orElse(count);
    if (count <= most) {
      return run(pixels, count, description.input().batch().orElse(count), size);
    }
    List<InferenceResult> results = new ArrayList<>(count);
    for (int from = 0; from < count; from += most) {
      int part = Math.min(most, count - from);
      ByteBuffer some = pixels.slice(pixels.position() + from * size.bytes(), part * size.bytes());
      results.addAll(run(some, part, most, size));
    }
    return results;
  }

  private List<InferenceResult> run(ByteBuffer pixels, int count, int rows, SizeGroups.Size size) {
    try (OnnxTensor images = tensors.of(pixels, count, rows, size);
        OrtSession.Result result = session.run(Map.of(description.input().name(), images))) {
      float[][] vectors =
          VectorTensor.of((OnnxTensor) result.get(description.output().name()).orElseThrow())
              .vectors(description.output(), rows, count);
      Optional<OutputMap> attention =
          description.attention().name().flatMap(name -> map(result, name));
      attention.ifPresent(map -> map.requireAttention(rows));
      Optional<OutputMap> local =
          description.verification().flatMap(options -> map(result, LOCAL_FEATURES));
      List<InferenceResult> results = new ArrayList<>(count);
      for (float[] vector : vectors) {
        Optional<AttentionMap> seen = attention.map(this::nextAttention);
        results.add(
            new InferenceResult(
                vector,
                seen,
                seen.map(description.attention().boxes()::of).orElse(List.of()),
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

    void requireAttention(int rows) {
      boolean isMap = shape.length == 3 || shape.length == 4 && shape[1] == 1;
      if (!isMap || shape[0] != rows) {
        throw new IllegalStateException(
            "The model returned %s as the attention of %d pictures, which is not pictures x height x width."
                .formatted(Arrays.toString(shape), rows));
      }
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
    int keep = description.verification().orElseThrow().keep();
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
