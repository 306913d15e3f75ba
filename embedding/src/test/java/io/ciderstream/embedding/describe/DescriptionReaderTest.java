package io.ciderstream.embedding.describe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.ciderstream.embedding.TestOnnx;
import io.ciderstream.embedding.decode.CentreCrop;
import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.KeptShape;
import io.ciderstream.embedding.decode.Letterbox;
import io.ciderstream.embedding.decode.Resampling;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.graph.ElementType;
import io.ciderstream.embedding.graph.OnnxHeader;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionReaderTest {
  private static final Path FILE = Path.of("models", "net.onnx");
  private static final SizeGroups.Size SIZE = new SizeGroups.Size(224, 224);
  private static final String VALUES = "mean: 0.5\nstd: [0.2, 0.25, 0.5]\n";

  @Test
  void shouldTakeFromTheGraphWhatItSays() {
    ModelDescription description =
        description(TestOnnx.meanColour(DataType.FLOAT, "1", "3", "224", "224"), VALUES);

    assertThat(description)
        .isEqualTo(
            new ModelDescription(
                "net",
                new InputFit(new CentreCrop(SIZE, 224), Resampling.BICUBIC, List.of(0, 0, 0)),
                new InputTensor(
                    "pixels",
                    TensorLayout.NCHW,
                    ElementType.FLOAT32,
                    ChannelOrder.RGB,
                    new SampleValues(0, 1, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.25, 0.5)),
                    OptionalInt.of(1)),
                false,
                new OutputVector("mean", Pooling.NONE, 3, true),
                description.attention(),
                Optional.empty()));
    assertThat(description.attention().name()).isEmpty();
  }

  @Test
  void shouldReadEveryKey() {
    TestOnnx graph =
        TestOnnx.empty(DataType.FLOAT16, "N", "A", "B", "C")
            .output("tokens", "N", "T", "D")
            .output("map", "N", "h", "w");
    ModelDescription description =
        description(
            graph,
            """
            name: places
            input: pixels
            layout: nhwc
            type: float16
            channels: bgr
            range: [-1, 1]
            mean: 0
            std: 1
            size: [320x256, 288]
            bounds: [0.9]
            fit: stretch
            resample: opencv
            output: tokens
            pool: class
            dimension: 384
            normalise: false
            attention: map
            box-threshold: 0.4
            """);

    assertThat(description.name()).isEqualTo("places");
    assertThat(description.fit())
        .isEqualTo(InputFit.ofOpenCv(SizeGroups.parse("320x256,288x288", "0.9")));
    assertThat(description.input().layout()).isEqualTo(TensorLayout.NHWC);
    assertThat(description.input().channels()).isEqualTo(ChannelOrder.BGR);
    assertThat(description.input().values().of(0, 0)).isEqualTo(-1);
    assertThat(description.anySize()).isTrue();
    assertThat(description.output())
        .isEqualTo(new OutputVector("tokens", Pooling.CLASS, 384, false));
    assertThat(description.attention().name()).contains("map");
    assertThat(description.attention().boxes().threshold()).isEqualTo(0.4);
  }

  @Test
  void shouldReadEveryWayToFitAPicture() {
    assertThat(sizes("size: 224x192\nfit: pad\npadding: [1, 2, 3]"))
        .isEqualTo(
            new InputFit(
                new Letterbox(new SizeGroups.Size(224, 192)),
                Resampling.BICUBIC,
                List.of(1, 2, 3)));
    assertThat(sizes("size: 518\nfit: longest\nmultiple: 14").sizes())
        .isEqualTo(new KeptShape(518, 14));
    assertThat(sizes("size: 224\nfit: crop\nresize: 256").sizes())
        .isEqualTo(new CentreCrop(SIZE, 256));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sise: 224 | unknown key sise; the keys are name, input",
        "size: 224; fit: crop; fit: pad | found duplicate key fit",
        "size: 224; fit: centre | fit is centre, but must be crop, stretch, pad, longest",
        "size: 224; resize: 200 | a shorter side of 200 pixels is less than the crop of 224x224",
        "size: 224; multiple: 14 | multiple: it is for fit: longest",
        "size: wide | size 'wide' is not WIDTHxHEIGHT",
        "size: [224, 256] | several sizes are for fit: stretch",
        "size: [224, 256]; fit: stretch | 2 sizes need 1 bounds",
        "size: 224; input: images | input is images, but the graph's is pixels",
        "size: 224; type: uint8 | type is uint8, but the input is pixels (float32",
        "size: 224; output: other | there is no output other; there is [mean (float32, N x 3)]",
        "size: 224; dimension: 4 | dimension is 4, but the output is mean",
        "size: 224; pool: class | pool is class, but the output is mean",
        "size: 224; box-threshold: 0.4 | box-threshold: it is for an attention output",
        "size: 224; padding: 300; fit: pad | padding [300, 300, 300] is not three numbers",
        "size: 224; padding: 0.5; fit: pad | padding [0.5, 0.5, 0.5] is not whole numbers",
        "size: 224; fit: stretch; bounds: [0.9] | bounds: it is between several sizes",
        "size: 224x112; fit: longest | size is 224x112, but fit: longest takes one number",
        "size: 16; fit: longest | a longest side of 16 pixels is less than 32",
        "size: 64; fit: longest; multiple: 65 | a multiple of 65 is not 1 to the longest side, 64",
        "size: 224; range: [0, .inf] | range is [0, Infinity], but must be a list of 2 finite",
        "size: 224; range: .nan | range is NaN, but must be",
        "size: 224; resize: | resize has no value",
        "size: 224; range: [1, 0] | range 1.0 to 0.0",
        "size: 224; normalise: often | normalise is often, but must be true or false",
        "- size | it has no keys"
      })
  void shouldSayWhatIsWrong(String yaml, String problem) {
    String text = yaml.startsWith("-") ? yaml : VALUES + yaml.replace("; ", "\n");
    ModelReading reading = read(TestOnnx.meanColour(), text);

    assertThat(reading.code()).isEqualTo(ErrorCode.MODEL_DESCRIPTION_INVALID);
    assertThat(String.join("\n", reading.problems())).contains(problem);
  }

  @Test
  void shouldSayAtOnceAllThatIsMissing() {
    TestOnnx graph =
        TestOnnx.empty(DataType.FLOAT, "N", "C", "H", "W")
            .output("tokens", "N", "T", "384")
            .output("pooled", "N", "D");

    ModelReading reading =
        DescriptionReader.read(FILE, OnnxHeader.of(graph.bytes()), Optional.empty());

    assertThat(reading.code()).isEqualTo(ErrorCode.MODEL_UNDESCRIBED);
    assertThat(reading.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
        .containsExactly("layout", "mean", "std", "size", "output");
  }

  @Test
  void shouldAskForTheChoiceAmongSeveralVectors() {
    TestOnnx tokens = TestOnnx.empty(DataType.UINT8, "N", "3", "H", "W").output("t", "N", "T", "8");
    TestOnnx map =
        TestOnnx.empty(DataType.UINT8, "N", "3", "H", "W").output("m", "N", "8", "7", "7");
    TestOnnx single =
        TestOnnx.empty(DataType.UINT8, "N", "3", "H", "W").output("s", "N", "8", "1", "1");

    assertThat(read(tokens, "size: 64").problems()).singleElement().asString().contains("class or");
    assertThat(read(map, "size: 64").problems()).singleElement().asString().contains("set mean");
    assertThat(read(map, "size: 64\npool: class").problems())
        .singleElement()
        .asString()
        .contains("pool is class");
    assertThat(description(single, "size: 64").output().dimension()).isEqualTo(8);
  }

  @Test
  void shouldTakeOnlyMapsAsAttention() {
    TestOnnx graph =
        TestOnnx.meanColour()
            .output("flat", "N", "49")
            .output("map", "N", "7", "7")
            .output("channel", "N", "1", "7", "7")
            .output("channels", "N", "8", "7", "7");
    String yaml = VALUES + "size: 64\noutput: mean\nattention: ";

    assertThat(read(graph, yaml + "map").problems()).isEmpty();
    assertThat(read(graph, yaml + "channel").problems()).isEmpty();
    for (String output : List.of("flat", "channels")) {
      assertThat(read(graph, yaml + output).problems())
          .singleElement()
          .asString()
          .startsWith("attention: the output " + output)
          .endsWith("is not pictures x height x width");
    }
  }

  @Test
  void shouldRefuseMapsWhoseChannelsMayBeLast() {
    TestOnnx map =
        TestOnnx.empty(DataType.UINT8, "N", "H", "W", "3").output("m", "N", "8", "8", "16");
    TestOnnx single =
        TestOnnx.empty(DataType.UINT8, "N", "H", "W", "3").output("s", "N", "8", "1", "1");

    assertThat(read(map, "size: 64\npool: mean").problems())
        .singleElement()
        .asString()
        .contains("the output m (float32, N x 8 x 8 x 16) may have its numbers on the last axis");
    assertThat(DescriptionProposal.of(FILE, OnnxHeader.of(map.bytes())))
        .noneMatch(line -> line.startsWith("pool"));
    assertThat(description(single, "size: 64").output().dimension()).isEqualTo(8);
  }

  @Test
  void shouldRefuseGraphsThatTakeMoreThanPictures() {
    TestOnnx graph = TestOnnx.meanColour().input("text", "N", "77");

    assertThat(read(graph, VALUES + "size: 64").problems())
        .singleElement()
        .asString()
        .contains("only pictures can be fed", "text");
  }

  @Test
  void shouldHaveADefaultForEachKeyThatDoesNotChangeTheHash() {
    TestOnnx graph = TestOnnx.meanColour();
    String bare = description(graph, VALUES + "size: 224").canonical();

    assertThat(
            description(
                    graph,
                    "# a comment\nsize: 224x224\nfit: crop\nrange: [0, 1]\nnormalise: true\n"
                        + VALUES)
                .canonical())
        .isEqualTo(bare);
    assertThat(description(graph, VALUES.replace("0.5\n", "0.4\n") + "size: 224").canonical())
        .isNotEqualTo(bare);
  }

  private static InputFit sizes(String yaml) {
    return description(TestOnnx.meanColour(), VALUES + yaml).fit();
  }

  private static ModelDescription description(TestOnnx graph, String yaml) {
    ModelReading reading = read(graph, yaml);
    assertThat(reading.problems()).isEmpty();
    return reading.description().orElseThrow();
  }

  private static ModelReading read(TestOnnx graph, String yaml) {
    return DescriptionReader.read(FILE, OnnxHeader.of(graph.bytes()), Optional.of(yaml));
  }
}
