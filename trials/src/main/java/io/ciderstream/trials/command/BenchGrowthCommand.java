package io.ciderstream.trials.command;

import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.growth.GrowthBench;
import io.ciderstream.trials.growth.GrowthResult;
import io.ciderstream.trials.results.BenchResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench growth}. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Measures search and ingest on Milvus 2.3.5 as the collection grows.",
      "The descriptors are synthetic, distributed like those of the default model. Starts its own",
      "servers in a temporary folder. A million rows take some 10 GB of disk and many minutes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench growth",
      "  ./cider bench growth --sizes 10000,100000,1000000 --indexes IVF_SQ8"
    })
public final class BenchGrowthCommand implements Callable<Integer> {
  private static final int M = 16;
  private static final int EF_CONSTRUCTION = 200;
  private static final int MIN_SIZE = 100;

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "10000,100000",
      description = "Rows, growing (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes;

  @Option(
      names = "--indexes",
      split = ",",
      defaultValue = "HNSW,IVF_SQ8",
      description = "Types of index, each on a new server (default: ${DEFAULT-VALUE}).")
  private List<VectorIndex.Type> indexes;

  @Option(
      names = "--dimension",
      defaultValue = "512",
      description = "Of the descriptors (default: ${DEFAULT-VALUE}).")
  private int dimension;

  @Option(
      names = "--ingest",
      defaultValue = "10000",
      description = "Rows of an ingest at saturation (default: ${DEFAULT-VALUE}).")
  private int ingest;

  @Option(
      names = "--paced",
      defaultValue = "100",
      description = "Rows a second while searches are measured (default: ${DEFAULT-VALUE}).")
  private int paced;

  @Option(
      names = "--searches",
      defaultValue = "20",
      description = "Searches a second (default: ${DEFAULT-VALUE}).")
  private int searches;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Of searches, with and without rows (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--queries",
      defaultValue = "100",
      description = "Queries whose recall is measured (default: ${DEFAULT-VALUE}).")
  private int queries;

  @Option(
      names = "--ef",
      defaultValue = "128",
      description = "HNSW: candidates while searching (default: ${DEFAULT-VALUE}).")
  private int ef;

  @Option(
      names = "--nlist",
      defaultValue = "1024",
      description = "IVF: clusters (default: ${DEFAULT-VALUE}).")
  private int nlist;

  @Option(
      names = "--nprobe",
      defaultValue = "32",
      description = "IVF: clusters searched (default: ${DEFAULT-VALUE}).")
  private int nprobe;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    sizes.forEach(size -> Arguments.atLeast("--sizes", size, MIN_SIZE));
    Arguments.atLeast("--dimension", dimension, 2);
    Arguments.atLeast("--ingest", ingest, 1);
    Arguments.within("--paced", paced, GrowthBench.WRITES_PER_SECOND, 10_000);
    Arguments.atLeast("--searches", searches, 1);
    Arguments.atLeast("--seconds", seconds, 1);
    Arguments.atLeast("--queries", queries, 1);
    CommandOutput console = new CommandOutput(spec);
    GrowthBench.Amounts amounts =
        new GrowthBench.Amounts(dimension, ingest, paced, searches, seconds, queries);
    List<Integer> growing = sizes.stream().sorted().toList();
    GrowthResult steps = new GrowthResult();
    for (VectorIndex.Type type : indexes) {
      try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
        GrowthBench bench =
            new GrowthBench(
                amounts,
                type.name(),
                type.with(M, EF_CONSTRUCTION, ef, nlist, nprobe),
                growing.getFirst(),
                text -> console.say("%s", text));
        steps.add(type.name(), bench.run(growing, folder.path()));
      }
    }
    BenchResult.Builder result =
        BenchResult.of("growth")
            .condition("dimension", dimension)
            .condition("rows/s while searches are measured", paced)
            .condition("searches/s", searches)
            .condition("HNSW", "M=%d efConstruction=%d ef=%d".formatted(M, EF_CONSTRUCTION, ef))
            .condition("IVF", "nlist=%d nprobe=%d".formatted(nlist, nprobe))
            .condition("seed", GrowthBench.SEED);
    steps.addTo(result);
    output.write(result.build(), console);
    return 0;
  }
}
