package io.ciderstream.train.int8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.schemas.Sha256;
import io.ciderstream.train.OnnxRunner;
import io.ciderstream.train.RandomWeights;
import io.ciderstream.train.TinyNetwork;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.onnx.WeightPrecision;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Int8QuantiserTest {
  private static final int HEIGHT = 48;
  private static final int WIDTH = 64;
  private static final TinyNetwork NETWORK = new TinyNetwork();

  private final byte[] fp32 =
      OnnxFile.write("tiny", NETWORK, RandomWeights.of(NETWORK, 1), new LinkedHashMap<>());

  @Test
  void shouldFoldBatchNormalisationWithoutAnEffect() throws Exception {
    FoldedModel folded = FoldedModel.read(fp32);
    byte[] written = new QdqModel(folded).asFloat(List.of("descriptors"));

    assertThat(types(written)).doesNotContain("BatchNormalization");
    assertThat(folded.layers())
        .extracting(Layer::name)
        .containsExactly("stem", "wise", "point", "point.sum", "grouped");
    assertThat(descriptor(written, 7)).containsExactly(descriptor(fp32, 7), within(1e-5f));
  }

  @Test
  void shouldStayCloseToTheModel() throws Exception {
    Int8Model int8 = quantise(Set.of());

    assertThat(int8.floats()).isEmpty();
    assertThat(int8.cosines().mean()).isGreaterThan(0.99).isLessThan(1);
    assertThat(UnitVector.cosine(descriptor(int8.onnx(), 99), descriptor(fp32, 99)))
        .isGreaterThan(0.98);
    assertThat(int8.layers()).hasSize(5);
  }

  @Test
  void shouldWriteTheScalesThatOnnxAsksFor() throws Exception {
    FoldedModel folded = FoldedModel.read(fp32);
    Calibration calibration = Calibration.measure(folded, pictures());
    byte[] written =
        new QdqModel(folded)
            .write(new Int8Plan(calibration.ranges(), Set.of("point"), Map.of()), Map.of());
    ConstantTensors constants = new ConstantTensors(ModelProto.parseFrom(written).getGraph());

    Layer point = folded.layers().get(2);
    FloatRange input = calibration.ranges().get(point.inputs().getFirst());
    float inputScale =
        constants.find(point.inputs().getFirst() + ".scale").orElseThrow().values()[0];
    assertThat(inputScale).isEqualTo((input.most() - input.least()) / 255);
    float[] weightScales = constants.find("point.weight.scale").orElseThrow().values();
    float[] biasScales = constants.find("point.bias.scale").orElseThrow().values();
    Weight weight = folded.weights().get(point.weight());
    for (int channel = 0; channel < weightScales.length; channel++) {
      float largest = 0;
      for (int i = channel * 8; i < channel * 8 + 8; i++) {
        largest = Math.max(largest, Math.abs(weight.values()[i]));
      }
      assertThat(weightScales[channel]).isEqualTo(largest / 127);
      assertThat(biasScales[channel]).isEqualTo(weightScales[channel] * inputScale, within(1e-9f));
    }
    assertThat(types(written).stream().filter("QuantizeLinear"::equals)).hasSize(2);
  }

  @Test
  void shouldQuantiseTheNumbersOfOneChannelByItsLargest() {
    Weight weight = new Weight(Shape.of(2, 1, 1, 2), new float[] {1, -2, 0.25f, 0.5f});

    QuantisedWeights parts = QuantisedWeights.of(weight, new float[] {1, -1}, 0.5f);

    assertThat(parts.values()).containsExactly(64, -127, 64, 127);
    assertThat(parts.scales()).containsExactly(2f / 127, 0.5f / 127);
    assertThat(parts.biases()).containsExactly(127, -508);
  }

  @Test
  void shouldKeepZeroExactInARange() {
    FloatRange range = new FloatRange(-1, 4);

    assertThat(range.zeroPoint()).isEqualTo(51);
    assertThat(range.scale()).isEqualTo(5f / 255);
    assertThat(FloatRange.ZERO.zeroPoint()).isZero();
    assertThat(FloatRange.ZERO.scale()).isPositive();
  }

  @Test
  void shouldMoveTheMeansOfChannelsToThoseOfTheModel() {
    FoldedModel folded = FoldedModel.read(fp32);
    Calibration calibration = Calibration.measure(folded, pictures());
    Set<String> layers = Set.of("stem", "wise", "point", "point.sum", "grouped");
    QdqModel writer = new QdqModel(folded);
    Layer last = folded.layers().getLast();
    Int8Plan plain = new Int8Plan(calibration.ranges(), layers, Map.of());
    Int8Plan corrected = new BiasCorrection(folded, calibration, pictures()).correct(layers);

    double[] expected = calibration.means().get(last.raw());
    assertThat(distance(means(writer.upTo(corrected, last)), expected))
        .isLessThan(0.1 * distance(means(writer.upTo(plain, last)), expected));
  }

  @Test
  void shouldLeaveLayersInFp32UntilTheCosineIsReached() {
    Int8Model int8 =
        Int8Quantiser.quantise(fp32, pictures(), new Int8Options(1, Set.of()), line -> {});

    assertThat(int8.floats()).isNotEmpty();
    assertThat(int8.cosines().mean()).isGreaterThan(quantise(Set.of()).cosines().mean());
  }

  @Test
  void shouldLeaveNamedLayersInFp32() throws Exception {
    Int8Model int8 = quantise(Set.of("wise"));

    assertThat(int8.floats()).containsExactly("wise");
    List<String> constants =
        ModelProto.parseFrom(int8.onnx()).getGraph().getInitializerList().stream()
            .map(tensor -> tensor.getName())
            .toList();
    assertThat(constants)
        .contains("stem.weight.int8", "wise.folded.weight")
        .doesNotContain("wise.weight.int8", "stem.folded.weight", "stem.weight");
    assertThatThrownBy(() -> quantise(Set.of("none")))
        .hasMessageContaining("no layer none, but grouped, point, point.sum, stem, wise");
  }

  @Test
  void shouldNameTheModelItWasMadeFrom() throws Exception {
    try (OnnxRunner runner = new OnnxRunner(quantise(Set.of("stem")).onnx())) {
      assertThat(runner.session().getMetadata().getCustomMetadata())
          .containsEntry("cider.weights", "int8")
          .containsEntry("cider.weights.of", Sha256.hex(fp32))
          .containsEntry("cider.int8.float", "stem")
          .containsKeys("cider.int8.cosine", "cider.int8.calibration");
    }
  }

  @Test
  void shouldWriteTheSameBytesForTheSamePictures() {
    assertThat(quantise(Set.of()).onnx()).isEqualTo(quantise(Set.of()).onnx());
  }

  @Test
  void shouldReadHalves() {
    byte[] fp16 =
        OnnxFile.write(
            "tiny",
            NETWORK,
            RandomWeights.of(NETWORK, 1),
            WeightPrecision.FP16,
            new LinkedHashMap<>());

    assertThat(Int8Quantiser.quantise(fp16, pictures(), new Int8Options(0, Set.of()), line -> {}))
        .extracting(int8 -> int8.cosines().mean())
        .satisfies(mean -> assertThat(mean).isGreaterThan(0.99));
  }

  @Test
  void shouldRefuseTooFewPicturesAndWhatIsNoModel() {
    assertThatThrownBy(
            () ->
                Int8Quantiser.quantise(
                    fp32, pictures().subList(0, 2), new Int8Options(0, Set.of()), line -> {}))
        .hasMessageContaining("2 pictures cannot calibrate");
    assertThatThrownBy(() -> FoldedModel.read(new byte[] {1, 2, 3}))
        .hasMessageContaining("no ONNX model");
  }

  private Int8Model quantise(Set<String> floats) {
    return Int8Quantiser.quantise(fp32, pictures(), new Int8Options(0, floats), line -> {});
  }

  private static List<String> types(byte[] model) throws Exception {
    return ModelProto.parseFrom(model).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  private static double[] means(byte[] onnx) {
    ChannelMeans means = new ChannelMeans();
    try (TensorSession session = TensorSession.open(onnx)) {
      pictures().forEach(picture -> session.run(picture, means::add));
    }
    return means.values().values().iterator().next();
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  private static float[] descriptor(byte[] model, int seed) throws OrtException {
    try (OnnxRunner runner = new OnnxRunner(model)) {
      return runner.run(pixels(seed), 1, HEIGHT, WIDTH).get("descriptors");
    }
  }

  private static List<DecodedPicture> pictures() {
    List<DecodedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      byte[] pixels = pixels(i);
      ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).rewind();
      pictures.add(new DecodedPicture(new SizeGroups.Size(WIDTH, HEIGHT), direct, WIDTH, HEIGHT));
    }
    return pictures;
  }

  /** Returns a gradient of two colours with noise. */
  private static byte[] pixels(int seed) {
    Random random = new Random(seed);
    int[] from = random.ints(3, 0, 256).toArray();
    int[] to = random.ints(3, 0, 256).toArray();
    byte[] pixels = new byte[HEIGHT * WIDTH * 3];
    for (int i = 0; i < pixels.length; i++) {
      double share = (i / 3 % WIDTH) / (double) WIDTH;
      double value = from[i % 3] * (1 - share) + to[i % 3] * share + 20 * random.nextGaussian();
      pixels[i] = (byte) Math.clamp(Math.round(value), 0, 255);
    }
    return pixels;
  }
}
