package io.ciderstream.train.learn.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.InitialWeights;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final Weights NONE = new Weights(new LinkedHashMap<>());

  @TempDir Path run;
  private final CiderModel model = model();

  @Test
  void shouldKeepTheNewestAndExportAnyOfThem() {
    Checkpoints checkpoints = new RunFolder(run).checkpoints(2);
    for (RunPosition position : List.of(at(0, 9), at(0, 10), at(1, 0))) {
      checkpoints.write(new RunState(position, model.weights(), NONE, NONE), model);
    }

    assertThat(checkpoints.folder().toFile().list())
        .containsExactlyInAnyOrder("stage-0-step-10", "stage-1-step-0");
    Path newest = checkpoints.folder().resolve("stage-1-step-0");
    assertThat(checkpoints.newest()).hasValue(newest);
    assertThat(checkpoints.read().orElseThrow().position()).isEqualTo(at(1, 0));
    for (Path path : List.of(run, checkpoints.folder(), newest)) {
      assertThat(CiderModel.load(NetworkFile.of(path)).card()).isEqualTo(model.card());
    }
    Path older = checkpoints.folder().resolve("stage-0-step-10");
    assertThat(NetworkFile.of(older)).isEqualTo(older.resolve("network.safetensors"));
  }

  @Test
  void shouldMeanTheTrainedNetworkOfARunThatIsOver() throws Exception {
    Path trained = Files.createFile(run.resolve("model.safetensors"));
    new RunFolder(run)
        .checkpoints(1)
        .write(new RunState(at(1, 0), model.weights(), NONE, NONE), model);

    assertThat(NetworkFile.of(run)).isEqualTo(trained);
  }

  @Test
  void shouldSayWhatIsNoNetwork() {
    Checkpoints checkpoints = new RunFolder(run).checkpoints(1);
    checkpoints.write(new RunState(at(0, 1), model.weights(), NONE, NONE), model);
    Path momenta = checkpoints.newest().orElseThrow().resolve("momenta.safetensors");

    assertThatThrownBy(() -> CiderModel.load(NetworkFile.of(momenta)))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("network.safetensors of each checkpoint");
    assertThatThrownBy(() -> NetworkFile.of(run.resolve("nothing")))
        .hasMessageContaining("neither a file nor a folder");
    assertThatThrownBy(() -> NetworkFile.of(run.getParent()))
        .hasMessageContaining("neither a run of ./cider train");
  }

  private static RunPosition at(int stage, long step) {
    return new RunPosition(stage, step);
  }

  private static CiderModel model() {
    CiderNetwork network =
        new CiderNetwork(
            OptionsText.read(
                Map.of(
                    "backbone", "efficientnet-lite0",
                    "context", "false",
                    "projection.dimension", "128")));
    return CiderModel.of(
        "checkpoint",
        network,
        InitialWeights.of(network, NONE, 7),
        SizeGroups.parse("64x64", ""),
        new LinkedHashMap<>());
  }
}
