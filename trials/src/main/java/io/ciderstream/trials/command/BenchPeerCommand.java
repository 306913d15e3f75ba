package io.ciderstream.trials.command;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.peer.PeerBench;
import io.ciderstream.trials.pictures.LargePictures;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.system.BenchServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench peer}. */
@Command(
    name = "peer",
    mixinStandardHelpOptions = true,
    description = {
      "Measures an ingest, compared with a Python script.",
      "The script consumes, decodes, embeds and upserts in one process a core, with the same model and",
      "input sizes, broker and Milvus Lite. Its packages are installed at first use."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider bench peer", "  ./cider bench peer ~/Pictures --rounds 5"})
public final class BenchPeerCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchPictures bench;

  @Mixin private BenchOutput output;

  @Option(
      names = "--pictures",
      defaultValue = "500",
      description = "How many JPEGs (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Option(
      names = "--weights",
      split = ",",
      defaultValue = "fp32",
      description = "Of the pipeline: fp32, int8 (default: ${DEFAULT-VALUE}).")
  private List<String> weights;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--pictures", pictures, 1);
    bench.check();
    CommandOutput console = new CommandOutput(spec);
    BenchResult.Builder result =
        BenchResult.of("peer").condition("pictures", pictures).condition("rounds", bench.rounds());
    List<byte[]> encoded = LargePictures.encoded(system.pictures(bench.folder()), pictures);
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-");
        BenchServers servers = PeerBench.servers(folder.path(), system)) {
      Path model = system.embedding(null).model();
      new PeerBench(servers, model, folder.path(), encoded, text -> console.say("%s", text))
          .run(pipelines(), bench.rounds(), result);
    }
    output.write(result.build(), console);
    return 0;
  }

  private List<PeerBench.Pipeline> pipelines() {
    List<PeerBench.Pipeline> pipelines = new ArrayList<>();
    for (String name : weights) {
      pipelines.add(
          new PeerBench.Pipeline(
              name, List.of("--set", EmbeddingSettings.WEIGHTS.name() + "=" + name)));
    }
    return pipelines;
  }
}
