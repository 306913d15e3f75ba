package io.ciderstream.trials.peer;

import com.google.gson.JsonObject;
import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.servers.ProcessUsage;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.pictures.JpegComment;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.system.BenchServers;
import io.ciderstream.trials.system.CiderProcess;
import io.ciderstream.trials.system.PictureProducer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Measures how many pictures a second the script and the pipeline (embedder and sink, each a
 * process) bring from a topic into Milvus Lite, in turn, round after round.
 */
public final class PeerBench {
  private static final int WARM_UPS = 2;

  /**
   * Who is compared.
   *
   * @param name in the report
   * @param arguments of the embedder
   */
  public record Pipeline(String name, List<String> arguments) {}

  private final BenchServers servers;
  private final Path model;
  private final Path folder;
  private final List<byte[]> pictures;
  private final Consumer<String> log;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private int ingests;

  /**
   * Creates the benchmark.
   *
   * @param servers whose topics have two partitions a core
   * @param model of the script, fp32
   * @param folder for logs
   * @param pictures JPEGs
   * @param log receives each figure
   */
  public PeerBench(
      BenchServers servers, Path model, Path folder, List<byte[]> pictures, Consumer<String> log) {
    this.servers = servers;
    this.model = model;
    this.folder = folder;
    this.pictures = List.copyOf(pictures);
    this.log = log;
  }

  /** Starts servers for it. */
  public static BenchServers servers(Path folder, BenchmarkedSystem system)
      throws InterruptedException {
    int partitions = 2 * Runtime.getRuntime().availableProcessors();
    return BenchServers.start(folder, system, MilvusKind.LITE, partitions);
  }

  /**
   * Measures so many rounds; the figures are medians, and ratios are medians of those in a round.
   */
  public void run(List<Pipeline> pipelines, int rounds, BenchResult.Builder result)
      throws InterruptedException {
    SequencedMap<String, List<Double>> rates = new LinkedHashMap<>();
    List<Double> script = new ArrayList<>();
    Duration idle = Duration.ZERO;
    try (CiderProcess sink = servers.role("connect", List.of())) {
      for (int round = 1; round <= rounds; round++) {
        Duration before = ProcessUsage.processorTime(sink.handle());
        script.add(script());
        idle = idle.plus(ProcessUsage.processorTime(sink.handle()).minus(before));
        log.accept("round %d of %d: script %.1f/s".formatted(round, rounds, script.getLast()));
        for (Pipeline pipeline : pipelines) {
          double rate = pipeline(pipeline);
          rates.computeIfAbsent(pipeline.name(), any -> new ArrayList<>()).add(rate);
          log.accept(
              "round %d of %d: pipeline %s %.1f/s".formatted(round, rounds, pipeline.name(), rate));
        }
      }
      result.condition(
          "processor time of the idle sink while the script ran, s",
          "%.1f".formatted(idle.toMillis() / 1e3));
    }
    report(script, rates, result);
  }

  private static void report(
      List<Double> script, SequencedMap<String, List<Double>> rates, BenchResult.Builder result) {
    List<JsonObject> rows = new ArrayList<>();
    rows.add(ResultRow.of("what", "script, fp32", "pictures/s", Median.of(script), "/ script", 1));
    result.figure("script/s", Median.of(script));
    rates.forEach(
        (name, measured) -> {
          List<Double> ratios = new ArrayList<>();
          for (int i = 0; i < measured.size(); i++) {
            ratios.add(measured.get(i) / script.get(i));
          }
          double rate = Median.of(measured);
          double ratio = Median.of(ratios);
          rows.add(
              ResultRow.of("what", "pipeline, " + name, "pictures/s", rate, "/ script", ratio));
          result.figure("pipeline " + name, rate).figure(name + " / script", ratio);
        });
    result.table(new ResultTable("", rows));
  }

  private double script() throws InterruptedException {
    String topic = "peer" + ++ingests;
    try (Admin admin = servers.kafka().admin()) {
      TopicLeaders.create(admin, new NewTopic(topic, 2 * cores, (short) 1));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topic cannot be created", e.getCause());
    }
    try (PeerScript script = new PeerScript(servers, cores, topic, model, folder)) {
      new PictureProducer(servers, topic).send("p", contents());
      return script.awaitRate(pictures.size());
    }
  }

  private double pipeline(Pipeline pipeline) {
    try (CiderProcess embedder = servers.role("embedder", pipeline.arguments())) {
      double rate = 0;
      for (int i = 0; i <= WARM_UPS; i++) {
        ingests++;
        rate = servers.ingest("i", contents());
      }
      return rate;
    }
  }

  /** Returns pictures that were never ingested before. */
  private List<byte[]> contents() {
    return pictures.stream().map(it -> JpegComment.add(it, "ingest " + ingests)).toList();
  }
}
