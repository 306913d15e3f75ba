package io.ciderstream.trials.retrieval;

import com.sun.management.OperatingSystemMXBean;
import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Measures an embedder on pictures that are in memory. One thread. */
final class EmbedderLoad {
  private static final int IN_FLIGHT = 64;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final ImageEmbedder embedder;
  private final List<byte[]> pictures;

  /**
   * Creates a load.
   *
   * @param pictures encoded, all readable, at least one
   */
  EmbedderLoad(ImageEmbedder embedder, List<byte[]> pictures) {
    this.embedder = embedder;
    this.pictures = List.copyOf(pictures);
  }

  /**
   * What the pictures took at saturation.
   *
   * @param perSecond pictures a second
   * @param cpuMillis processor time of the whole process, per picture
   * @param decodeMillis mean time to decode, per picture, of all passes together
   * @param inferMillis mean time in the network, per picture, of all passes together
   */
  record Saturation(double perSecond, double cpuMillis, double decodeMillis, double inferMillis) {}

  /** Embeds all pictures with enough in flight to keep every session busy. */
  Saturation saturate() {
    Semaphore room = new Semaphore(IN_FLIGHT);
    List<CompletableFuture<Embedding>> answers = new ArrayList<>();
    long start = System.nanoTime();
    long cpuStart = PROCESS.getProcessCpuTime();
    for (byte[] picture : pictures) {
      room.acquireUninterruptibly();
      CompletableFuture<Embedding> answer =
          embedder.embed(picture, Optional.empty(), Priority.INGEST);
      answer.whenComplete((embedding, error) -> room.release());
      answers.add(answer);
    }
    List<StageTimes> times = answers.stream().map(answer -> answer.join().times()).toList();
    double cpuNanos = PROCESS.getProcessCpuTime() - cpuStart;
    double nanos = System.nanoTime() - start;
    return new Saturation(
        pictures.size() * 1e9 / nanos,
        cpuNanos / 1e6 / pictures.size(),
        times.stream().mapToLong(StageTimes::decode).average().orElseThrow() / 1e3,
        times.stream().mapToLong(StageTimes::infer).average().orElseThrow() / 1e3);
  }

  /** Embeds the pictures one after the other, as queries; returns the milliseconds of each. */
  List<Double> oneByOne() {
    List<Double> millis = new ArrayList<>();
    for (byte[] picture : pictures) {
      long start = System.nanoTime();
      embedder.embed(picture, Optional.empty(), Priority.QUERY).join();
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return millis;
  }
}
