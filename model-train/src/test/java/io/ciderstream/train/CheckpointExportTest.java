package io.ciderstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.InitialWeights;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.onnx.WeightPrecision;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.torch.TorchRunner;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.TensorFile;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointExportTest {
  @TempDir static Path folder;
  private static Path checkpoint;
  private static CiderModel model;

  @BeforeAll
  static void save() {
    CiderNetwork network =
        new CiderNetwork(
            OptionsText.read(
                Map.of(
                    "backbone", "efficientnet-lite0",
                    "context", "false",
                    "projection.dimension", "256")));
    Weights weights = InitialWeights.of(network, new Weights(new LinkedHashMap<>()), 7);
    SequencedMap<String, String> notes = new LinkedHashMap<>();
    notes.put("licence", "Apache-2.0");
    model = CiderModel.of("test", network, weights, SizeGroups.parse("320x224", ""), notes);
    checkpoint = folder.resolve("test.safetensors");
    model.save(checkpoint);
  }

  @Test
  void shouldLoadWhatWasSaved() {
    CiderModel loaded = CiderModel.load(checkpoint);

    assertThat(loaded.card()).isEqualTo(model.card());
    assertThat(loaded.network()).isEqualTo(model.network());
    assertThat(loaded.notes()).containsExactly(entry("licence", "Apache-2.0"));
    assertThat(loaded.weights().get("cider.fc.weight").values())
        .isEqualTo(model.weights().get("cider.fc.weight").values());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"FP32, 4", "FP16, 2"})
  void shouldServeWhatWasTrained(WeightPrecision precision, int bytes) throws Exception {
    Path file = folder.resolve("test-%s.onnx".formatted(precision));
    CheckpointExport.export(checkpoint, file, precision);
    byte[] onnx = Files.readAllBytes(file);

    assertThat((double) onnx.length / model.weights().count())
        .isCloseTo(bytes, within(0.06 * bytes));
    try (OnnxRunner served = new OnnxRunner(onnx);
        TorchRunner trained = new TorchRunner(model.network(), model.weights(), 1)) {
      assertThat(served.session().getMetadata().getCustomMetadata())
          .isEqualTo(model.card().metadata())
          .containsEntry("cider.box.threshold", "0.6");
      for (int[] size : new int[][] {{1, 64, 64}, {2, 96, 128}, {1, 150, 101}}) {
        byte[] images = new byte[size[0] * size[1] * size[2] * 3];
        new Random(1).nextBytes(images);
        float[] expected = trained.run(images, size[0], size[1], size[2]).get("descriptors");
        float[] actual = served.run(images, size[0], size[1], size[2]).get("descriptors");

        assertThat(actual).hasSize(size[0] * 256);
        for (int row = 0; row < size[0]; row++) {
          assertThat(dot(actual, expected, row)).isBetween(0.99999, 1.00001);
        }
      }
    }
  }

  @Test
  void shouldWriteACardBesideTheModel() throws Exception {
    Path file = folder.resolve("card.onnx");
    CheckpointExport.export(model, file, WeightPrecision.FP16);
    JsonNode card = new JsonMapper().readTree(folder.resolve("card.json").toFile());

    assertThat(card.path("name").asText()).isEqualTo("test");
    assertThat(card.path("bytes").asLong()).isEqualTo(Files.size(file));
    assertThat(card.path("weights").asText()).isEqualTo("fp16");
    assertThat(card.path("sizes").path(0).asText()).isEqualTo("320x224");
    assertThat(card.path("network").path("projection.dimension").asText()).isEqualTo("256");
    assertThat(card.path("notes").path("licence").asText()).isEqualTo("Apache-2.0");
  }

  @Test
  void shouldExportVariantsOfTheSameWeights() throws Exception {
    CiderModel other =
        model.with(Map.of("localisation.beta", "0.5", "localisation.thresholds", "0.2,0.4"));
    CiderModel boxes = model.with(Map.of("box-threshold", "0.3"));
    byte[] images = new byte[96 * 96 * 3];
    new Random(2).nextBytes(images);
    Path file = folder.resolve("variant.onnx");
    CheckpointExport.export(other, file, WeightPrecision.FP32);

    assertThat(other.network().options().localisation().orElseThrow().beta()).isEqualTo(0.5);
    assertThat(other.notes()).containsEntry("exported with localisation.beta", "0.5");
    assertThat(other.network()).isNotEqualTo(model.network());
    assertThat(boxes.card().boxThreshold()).hasValue(0.3);
    assertThat(boxes.network()).isEqualTo(model.network());
    try (OnnxRunner served = new OnnxRunner(Files.readAllBytes(file));
        TorchRunner trained = new TorchRunner(other.network(), model.weights(), 1)) {
      float[] expected = trained.run(images, 1, 96, 96).get("descriptors");
      assertThat(dot(served.run(images, 1, 96, 96).get("descriptors"), expected, 0))
          .isBetween(0.99999, 1.00001);
    }
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "localisation.thresholds | 0.5 | cider.localisation.",
        "context | true | [context] would need other parameters",
        "projection.dimension | 128 | instead of",
        "pooling.power | 4 | pooling.power was learnt",
        "localisation.beta | 2 | beta 2.0",
        "speed | 1 | is none of backbone",
        "box-threshold | high | not a number",
      })
  void shouldRefuseVariantsThatNeedOtherWeights(String key, String value, String message) {
    assertThatThrownBy(() -> model.with(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseWhatHalfPrecisionCannotHold() {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>(model.weights().byName());
    Shape shape = weights.get("cider.fc.weight").shape();
    float[] values = new float[shape.count()];
    values[3] = 70_000;
    weights.put("cider.fc.weight", new Weight(shape, values));
    CiderModel large =
        new CiderModel(model.card(), model.network(), new Weights(weights), model.notes());

    assertThatThrownBy(
            () -> CheckpointExport.export(large, folder.resolve("no.onnx"), WeightPrecision.FP16))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("cider.fc.weight has a value of 70000.0");
    assertThat(folder.resolve("no.onnx")).doesNotExist();
  }

  @Test
  void shouldRefuseAFileOfOtherWeights() {
    Path other = folder.resolve("other.safetensors");
    SafeTensors.write(other, new TensorFile(model.weights(), new LinkedHashMap<>()));

    assertThatThrownBy(() -> CiderModel.load(other))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("it has no cider.name");
  }

  private static double dot(float[] a, float[] b, int row) {
    double sum = 0;
    for (int i = row * 256; i < (row + 1) * 256; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
