package io.ciderstream.trials;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.truth.RetrievalSet;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The system that a benchmark measures. The command line implements it, as it alone composes
 * settings and roles; the implementation is a picocli mixin and brings its own options. One thread.
 */
public interface BenchmarkedSystem {
  /**
   * Returns the pictures of a folder, at least one.
   *
   * @param folder null for the sample set
   */
  List<Path> pictures(Path folder);

  /**
   * Returns how pictures are embedded.
   *
   * @param model the model file; null for the one that is served
   */
  EmbeddingOptions embedding(Path model);

  /** Returns the evaluation set of the sample pictures. */
  RetrievalSet monuments();

  /**
   * Returns arguments of a command that runs a part of the system elsewhere: the settings of this
   * command, other addresses, and reports of progress.
   */
  List<String> arguments(SystemAddresses addresses);

  /**
   * Starts the whole system, on free ports unless the settings name others.
   *
   * @param data folder for its state
   * @param log receives a line about each step
   */
  Running start(Path data, Consumer<String> log) throws InterruptedException;

  /**
   * What an embedder has done.
   *
   * @param embedded pictures that it decoded and embedded
   * @param reused pictures whose embedding it had already
   */
  record Work(long embedded, long reused) {}

  /** A system that runs. */
  interface Running extends AutoCloseable {
    /** Returns how it embeds pictures. */
    EmbeddingOptions embedding();

    /**
     * Ingests pictures and returns when all can be found.
     *
     * @param folder of the pictures
     * @param files the pictures
     * @param progress receives how many are embedded, of how many
     * @param log receives warnings
     */
    void ingest(
        Path folder, List<Path> files, BiConsumer<Integer, Integer> progress, Consumer<String> log);

    /** Returns what the embedder has done since the start. */
    Work work();

    @Override
    void close();
  }
}
