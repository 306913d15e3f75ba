package io.ciderstream.embedding.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.ciderstream.embedding.TestOnnx;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other origin, whose descriptor is the mean colour of what they are fed. */
class DescribedModelTest {
  private static final SizeGroups.Size SIZE = new SizeGroups.Size(4, 2);
  private static final String PLAIN = "mean: 0\nstd: 1\nsize: 4x2\n";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("net.onnx");
  }

  @Test
  void shouldFeedFloatsOfTheirRangeMeanAndDeviation() throws IOException {
    String yaml = "range: [-1, 1]\nmean: [0.1, 0.2, 0.3]\nstd: [1, 2, 4]\nsize: 4x2\n";
    TestOnnx.meanColour().write(file, yaml + "normalise: false");

    assertThat(raw(255, 51, 0)).containsExactly(new float[] {0.9f, -0.4f, -0.325f}, within(1e-6f));
  }

  @Test
  void shouldFeedEachTypeAndOrder() throws IOException {
    TestOnnx.meanColour(DataType.UINT8, "N", "3", "H", "W").write(file, "size: 4x2");
    assertThat(raw(200, 100, 50)).containsExactly(200, 100, 50);

    TestOnnx.meanColour(DataType.FLOAT16, "N", "3", "H", "W").write(file, PLAIN);
    assertThat(raw(255, 51, 0)).containsExactly(new float[] {1, 0.2f, 0}, within(1e-3f));

    TestOnnx.meanColour().write(file, PLAIN + "channels: bgr");
    assertThat(raw(255, 51, 0)).containsExactly(new float[] {0, 0.2f, 1}, within(1e-6f));
  }

  @Test
  void shouldFeedTheLastAxisWithColours() throws IOException {
    TestOnnx.empty(DataType.FLOAT, "1", "1", "1", "3")
        .node("Flatten", List.of("pixels"), "flat")
        .output("flat", "1", "3")
        .write(file, "mean: 0\nstd: 1\n");
    try (OnnxModel model = open()) {
      ByteBuffer two = ByteBuffer.allocateDirect(6).put(new byte[] {-1, 51, 0, 0, 51, -1}).flip();
      List<InferenceResult> results = model.inferRaw(two, 2, new SizeGroups.Size(1, 1));

      assertThat(results.get(0).vector()).containsExactly(new float[] {1, 0.2f, 0}, within(1e-6f));
      assertThat(results.get(1).vector()).containsExactly(new float[] {0, 0.2f, 1}, within(1e-6f));
    }
  }

  @Test
  void shouldRunAFixedBatchAsOftenAsNeeded() throws IOException {
    for (String batch : List.of("1", "2", "N")) {
      TestOnnx.meanColour(DataType.FLOAT, batch, "3", "2", "4").write(file, "mean: 0\nstd: 1\n");
      try (OnnxModel model = open()) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(5 * SIZE.bytes());
        for (int i = 0; i < 5; i++) {
          pixels.put(picture(50 * i, 255 - 50 * i, 9));
        }
        List<InferenceResult> results = model.inferRaw(pixels.flip(), 5, SIZE);

        assertThat(results).hasSize(5);
        for (int i = 0; i < 5; i++) {
          assertThat(results.get(i).vector()[0]).isCloseTo(50 * i / 255f, within(1e-6f));
        }
      }
    }
  }

  @Test
  void shouldReadDescriptorsOfEachShape() throws IOException {
    float[] unit = {0.8f, 0.6f, 0};
    TestOnnx.empty(DataType.FLOAT, "N", "3", "H", "W")
        .mean("map", 1)
        .output("map", "N", "3", "1", "1")
        .write(file, PLAIN);
    assertThat(vector(200, 150, 0)).containsExactly(unit, within(1e-5f));

    TestOnnx.empty(DataType.FLOAT, "N", "3", "H", "W")
        .mean("mean", 0)
        .node("Cast", List.of("mean"), "half", TestOnnx.integer("to", DataType.FLOAT16_VALUE))
        .output(DataType.FLOAT16, "half", "N", "3")
        .write(file, PLAIN);
    assertThat(vector(200, 150, 0)).containsExactly(unit, within(1e-3f));

    TestOnnx.empty(DataType.FLOAT, "N", "3", "H", "W")
        .node("Cast", List.of("pixels"), "map", TestOnnx.integer("to", DataType.FLOAT_VALUE))
        .output("map", "N", "3", "h", "w")
        .write(file, PLAIN + "pool: mean");
    assertThat(vector(200, 150, 0)).containsExactly(unit, within(1e-5f));
  }

  @Test
  void shouldTakeTheClassTokenOrTheMeanOfAll() throws IOException {
    TestOnnx tokens =
        TestOnnx.empty(DataType.FLOAT, "N", "3", "H", "W")
            .mean("mean", 0)
            .node("Add", List.of("mean", "mean"), "double")
            .node("Mul", List.of("double", "mean"), "square")
            .indices("one", 1)
            .node("Unsqueeze", List.of("mean", "one"), "first")
            .node("Unsqueeze", List.of("square", "one"), "second")
            .node("Concat", List.of("first", "second"), "tokens", TestOnnx.integer("axis", 1))
            .output("tokens", "N", "2", "3");
    tokens.write(file, PLAIN + "pool: class\nnormalise: false");
    assertThat(raw(255, 51, 0)).containsExactly(new float[] {1, 0.2f, 0}, within(1e-6f));

    tokens.write(file, PLAIN + "pool: mean\nnormalise: false");
    assertThat(raw(255, 51, 0)).containsExactly(new float[] {1.5f, 0.14f, 0}, within(1e-6f));
  }

  @Test
  void shouldIdentifyTheFileWithItsDescriptionAndItsWeights() throws IOException {
    Files.write(folder.resolve("net.onnx.data"), TestOnnx.weights(0, 0, 0));
    TestOnnx.meanColour()
        .weightOutside("bias", "net.onnx.data")
        .node("Add", List.of("mean", "bias"), "sum")
        .output("sum", "N", "3")
        .write(file, PLAIN + "output: sum");
    String hash = new OnnxModelFile(file).hash();
    try (OnnxModel model = open()) {
      assertThat(model.info()).isEqualTo(new ModelInfo("net", hash, 3));
    }
    assertThat(raw(255, 51, 0)[2]).isZero();

    Files.write(folder.resolve("net.onnx.data"), TestOnnx.weights(0, 0, 7));
    String otherWeights = new OnnxModelFile(file).hash();
    assertThat(raw(255, 51, 0)[2]).isEqualTo(7);
    Files.writeString(folder.resolve("net.yaml"), "mean: 0.5\nstd: 1\nsize: 4x2\noutput: sum\n");

    assertThat(List.of(hash, otherWeights, new OnnxModelFile(file).hash())).doesNotHaveDuplicates();
    Files.delete(folder.resolve("net.onnx.data"));
    assertThatThrownBy(() -> new OnnxModelFile(file))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_MISSING))
        .hasMessageContaining("net.onnx.data: it does not exist");
  }

  @Test
  void shouldRefuseAFileThatNothingDescribes() throws IOException {
    Files.write(file, TestOnnx.meanColour().bytes());

    assertThatThrownBy(() -> new OnnxModelFile(file).open(Cuda.OFF, 1, false))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNDESCRIBED))
        .hasMessageContaining("there is no net.yaml, which would have to say: mean is missing")
        .hasMessageContaining("; std is missing")
        .hasMessageContaining("; size is missing")
        .hasMessageContaining("; model.file names the model")
        .hasMessageContaining("./cider model inspect");
  }

  @Test
  void shouldRefuseAWrongDescriptionWhateverIsAskedOfIt() throws IOException {
    TestOnnx.meanColour().write(file, PLAIN + "fit: centre\nresise: 3\n");

    OnnxModelFile model = OnnxModelFile.ofArgument(file);
    assertThatThrownBy(model::hash)
        .isInstanceOfSatisfying(
            CiderException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_DESCRIPTION_INVALID))
        .hasMessageContaining("its net.yaml is wrong: unknown key resise")
        .hasMessageContaining("; fit is centre");
    assertThatThrownBy(model::description).hasMessageNotContaining("model.file");
  }

  @Test
  void shouldSayThatTheYamlIsNotText() throws IOException {
    TestOnnx.meanColour().write(file, PLAIN);
    Files.write(
        folder.resolve("net.yaml"), "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> new OnnxModelFile(file).description())
        .isInstanceOfSatisfying(
            CiderException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_DESCRIPTION_INVALID))
        .hasMessageContaining("its net.yaml is wrong: it is not UTF-8 text");
  }

  @Test
  void shouldSayThatAFileIsTooLarge() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
      assertThatThrownBy(() -> new OnnxModelFile(file))
          .isInstanceOf(CiderException.class)
          .hasMessageContaining("net.onnx: it has more than 2 GB");

      sparse.setLength(Integer.MAX_VALUE - 100);
      assumeThat(Runtime.getRuntime().maxMemory()).isLessThan(Integer.MAX_VALUE - 100);
      assertThatThrownBy(() -> new OnnxModelFile(file))
          .isInstanceOf(CiderException.class)
          .hasMessageContaining("MB has no room for its 2047 MB; raise CIDER_HEAP");
    }
  }

  @Test
  void shouldRefuseAnAttentionThatIsNoMap() throws IOException {
    TestOnnx.meanColour()
        .node("Identity", List.of("mean"), "seen")
        .output("seen")
        .write(file, PLAIN + "output: mean\nattention: seen");

    assertThatThrownBy(() -> raw(255, 51, 0))
        .hasMessageContaining("returned [1, 3] as the attention of 1 pictures");
  }

  @Test
  void shouldNotMindAYamlFileBesideAFileThatDescribesItself() throws Exception {
    Path tiny = folder.resolve("tiny.onnx");
    Files.copy(Path.of(getClass().getResource("/tiny.onnx").toURI()), tiny);
    String hash = new OnnxModelFile(tiny).hash();
    Files.writeString(folder.resolve("tiny.yaml"), "epochs: 30");

    try (OnnxModel model = new OnnxModelFile(tiny).open(Cuda.OFF, 1, false)) {
      assertThat(model.info()).isEqualTo(new ModelInfo("tiny", hash, 3));
    }
  }

  private float[] raw(int red, int green, int blue) {
    try (OnnxModel model = open()) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(SIZE.bytes()).put(picture(red, green, blue));
      return model.inferRaw(pixels.flip(), 1, SIZE).getFirst().vector();
    }
  }

  private float[] vector(int red, int green, int blue) {
    try (OnnxModel model = open()) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(SIZE.bytes()).put(picture(red, green, blue));
      return model.infer(pixels.flip(), 1, SIZE).getFirst().vector();
    }
  }

  private OnnxModel open() {
    return new OnnxModelFile(file).open(Cuda.OFF, 1, false);
  }

  private static byte[] picture(int red, int green, int blue) {
    byte[] picture = new byte[SIZE.bytes()];
    for (int i = 0; i < picture.length; i += 3) {
      picture[i] = (byte) red;
      picture[i + 1] = (byte) green;
      picture[i + 2] = (byte) blue;
    }
    return picture;
  }
}
