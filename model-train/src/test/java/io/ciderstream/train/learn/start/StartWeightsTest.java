package io.ciderstream.train.learn.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.config.NetworkConfig;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.TensorFile;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartWeightsTest {
  @TempDir Path folder;
  private final List<String> messages = new ArrayList<>();

  @Test
  void shouldRefuseTheWeightsOfAnotherBackbone() {
    Path file = write(weights(BackboneName.RESNET18, name -> name));

    assertThatThrownBy(() -> read(BackboneName.EFFICIENTNET_LITE0, file, false))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WEIGHTS_INVALID))
        .hasMessageContaining(file + " does not fit the backbone efficientnet-lite0")
        .hasMessageContaining("of its parameters are missing (_conv_stem.weight, ")
        .hasMessageContaining("are not known (conv1.weight, ");
  }

  @Test
  void shouldRefuseADeeperRelativeThoughItHasEveryParameter() {
    Path file = write(weights(BackboneName.RESNET101, name -> name));

    assertThatThrownBy(() -> read(BackboneName.RESNET50, file, false))
        .hasMessageContaining("are of another network (layer3.6.conv1.weight, ");
  }

  @Test
  void shouldReportWhatWasLoadedWhatIsMissingAndWhatWasLeftOut() {
    SequencedMap<String, Weight> weights =
        weights(BackboneName.RESNET18, name -> "module.model." + name);
    weights.put("module.fc.weight", new Weight(Shape.of(2, 2), new float[4]));
    weights.put("cider.fc.bias", new Weight(Shape.of(256), new float[256]));
    Weights read = read(BackboneName.RESNET18, write(weights), false);

    assertThat(read.byName()).hasSize(101).containsKeys("conv1.weight", "cider.fc.bias");
    assertThat(messages)
        .singleElement()
        .asString()
        .contains(
            "some.safetensors: 101 parameters loaded",
            "1 missing, which begin afresh (cider.fc.weight)",
            "1 not expected and left out (fc.weight)");
  }

  @Test
  void shouldRefuseMissingPartsAndOtherShapesUnlessAPartIsAllowed() {
    SequencedMap<String, Weight> weights = weights(BackboneName.RESNET18, name -> name);
    weights.remove("layer2.0.conv1.weight");
    weights.put("bn1.bias", new Weight(Shape.of(3), new float[3]));
    Path file = write(weights);

    assertThatThrownBy(() -> read(BackboneName.RESNET18, file, false))
        .hasMessageContaining("1 of its parameters are missing (layer2.0.conv1.weight)")
        .hasMessageContaining("1 have another shape (bn1.bias is [3] instead of [64])");
    assertThat(read(BackboneName.RESNET18, file, true).byName()).hasSize(98);
    assertThat(messages.getLast()).contains("98 parameters loaded", "bn1.bias");
    Path other = write(weights(BackboneName.EFFICIENTNET_LITE0, name -> name));
    assertThatThrownBy(() -> read(BackboneName.RESNET18, other, true))
        .hasMessageContaining("does not fit the backbone resnet18");
  }

  @Test
  void shouldSayThatTheFileIsNotThere() {
    Path none = folder.resolve("none.pth");

    assertThatThrownBy(() -> read(BackboneName.RESNET18, none, false))
        .hasMessageContaining(none + " cannot be read: it does not exist.");
  }

  @Test
  void shouldSayThatAPackageIsMissingByTheKeyToSet() {
    assertThatThrownBy(
            () ->
                StartWeights.read(
                    config(BackboneName.RESNET18, NetworkConfig.PACKAGED, false),
                    folder,
                    store(),
                    messages::add))
        .hasMessageContaining("SETTING_INVALID")
        .hasMessageContaining("network.weights must name a file");
  }

  private Weights read(BackboneName backbone, Path file, boolean partial) {
    return StartWeights.read(
        config(backbone, file.toString(), partial), folder, store(), messages::add);
  }

  private WheelStore store() {
    return new WheelStore(folder.resolve("none"), List.of("false"), Duration.ofSeconds(1));
  }

  private static NetworkConfig config(BackboneName backbone, String weights, boolean partial) {
    Map<String, String> options =
        Map.of(
            "backbone", backbone.text(),
            "excitation", "false",
            "context", "false",
            "localisation", "false",
            "pooling.learnt", "false",
            "projection.dimension", "256",
            "projection.batch-norm", "false");
    return new NetworkConfig(weights, partial, false, 0.5, options);
  }

  private static SequencedMap<String, Weight> weights(
      BackboneName backbone, UnaryOperator<String> naming) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    ShapeOps.parameters(backbone.backbone())
        .forEach(
            (name, shape) ->
                weights.put(naming.apply(name), new Weight(shape, new float[shape.count()])));
    return weights;
  }

  private Path write(SequencedMap<String, Weight> weights) {
    Path file = folder.resolve("some.safetensors");
    SafeTensors.write(file, new TensorFile(new Weights(weights), new LinkedHashMap<>()));
    return file;
  }
}
