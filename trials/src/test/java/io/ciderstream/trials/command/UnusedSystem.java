package io.ciderstream.trials.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.SystemAddresses;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/** A system that no test may use. */
@Command
final class UnusedSystem implements BenchmarkedSystem {
  @Override
  public List<Path> pictures(Path folder) {
    throw new AssertionError("asked for pictures");
  }

  @Override
  public EmbeddingOptions embedding(Path model) {
    throw new AssertionError("asked for the model");
  }

  @Override
  public RetrievalSet monuments() {
    throw new AssertionError("asked for the evaluation set");
  }

  @Override
  public List<String> arguments(SystemAddresses addresses) {
    throw new AssertionError("asked for the settings");
  }

  @Override
  public Running start(Path data, Consumer<String> log) {
    throw new AssertionError("started");
  }
}
