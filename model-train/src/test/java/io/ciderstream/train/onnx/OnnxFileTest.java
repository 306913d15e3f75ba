package io.ciderstream.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.ciderstream.train.OnnxRunner;
import io.ciderstream.train.RandomWeights;
import io.ciderstream.train.TinyNetwork;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.torch.TorchRunner;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxFileTest {
  private final TinyNetwork network = new TinyNetwork();
  private final Weights weights = RandomWeights.of(network, 1);
  private final byte[] model = OnnxFile.write("tiny", network, weights, metadata());

  @ParameterizedTest(name = "{0} x {1} x {2}")
  @CsvSource({"1,32,32", "2,33,47", "3,64,50", "1,31,64", "1,7,9", "4,40,40"})
  void shouldComputeWhatLibtorchComputes(int count, int height, int width) throws Exception {
    byte[] images = new byte[count * height * width * 3];
    new Random(2).nextBytes(images);

    try (OnnxRunner onnx = new OnnxRunner(model);
        TorchRunner torch = new TorchRunner(network, weights, 1)) {
      SequencedMap<String, float[]> actual = onnx.run(images, count, height, width);
      SequencedMap<String, float[]> expected = torch.run(images, count, height, width);
      Map<String, Shape> shapes = ShapeOps.outputs(network, count, height, width);

      assertThat(actual.keySet()).containsExactly("descriptors", "logits", "map");
      actual.forEach(
          (name, values) -> {
            assertThat(values).as(name).hasSize(shapes.get(name).count());
            assertThat(values).as(name).containsExactly(expected.get(name), within(1e-5f));
          });
    }
  }

  @Test
  void shouldLeaveOpenOnlyTheSizesThatVary() throws Exception {
    try (OnnxRunner onnx = new OnnxRunner(model)) {
      TensorInfo images = (TensorInfo) onnx.session().getInputInfo().get(OnnxFile.IMAGES).getInfo();
      TensorInfo map = (TensorInfo) onnx.session().getOutputInfo().get("map").getInfo();
      TensorInfo logits = (TensorInfo) onnx.session().getOutputInfo().get("logits").getInfo();

      assertThat(images.type).isEqualTo(OnnxJavaType.UINT8);
      assertThat(images.getShape()).containsExactly(-1, -1, -1, 3);
      assertThat(images.getDimensionNames()).startsWith("N", "H", "W");
      assertThat(map.getShape()).containsExactly(-1, 12, -1, -1);
      assertThat(logits.getShape()).containsExactly(-1, 5);
    }
  }

  @Test
  void shouldCarryMetadata() throws Exception {
    try (OnnxRunner onnx = new OnnxRunner(model)) {
      assertThat(onnx.session().getMetadata().getCustomMetadata()).isEqualTo(metadata());
    }
  }

  @Test
  void shouldWriteTheSameBytesForTheSameWeightsOnly() {
    assertThat(OnnxFile.write("tiny", network, RandomWeights.of(network, 1), metadata()))
        .isEqualTo(model);
    assertThat(OnnxFile.write("tiny", network, RandomWeights.of(network, 2), metadata()))
        .isNotEqualTo(model);
  }

  private static SequencedMap<String, String> metadata() {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("b", "2");
    metadata.put("a", "ünï");
    return metadata;
  }
}
