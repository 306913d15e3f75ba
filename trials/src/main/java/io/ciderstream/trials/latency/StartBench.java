package io.ciderstream.trials.latency;

import com.google.gson.JsonObject;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.SystemAddresses;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.pictures.JpegComment;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.system.BenchServers;
import io.ciderstream.trials.system.BenchTimeouts;
import io.ciderstream.trials.system.CiderProcess;
import io.ciderstream.trials.system.PictureProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Measures seconds from the start of a process to its first answer: of each role against servers
 * that run, with work that waits, and of the demo with everything that it starts.
 */
public final class StartBench {
  private static final Duration POLL = Duration.ofMillis(5);

  /** The first words of the last line of the demo's answer. */
  private static final String ANSWER = "answered in ";

  private final Path folder;
  private final BenchmarkedSystem system;
  private final byte[] picture;
  private final Consumer<String> log;
  private final SequencedMap<String, List<Double>> seconds = new LinkedHashMap<>();
  private int starts;

  /**
   * Creates the benchmark.
   *
   * @param folder for servers
   * @param system composes the settings of processes
   * @param picture a JPEG
   * @param log receives each figure
   */
  public StartBench(Path folder, BenchmarkedSystem system, byte[] picture, Consumer<String> log) {
    this.folder = folder;
    this.system = system;
    this.picture = picture;
    this.log = log;
  }

  /** Measures so many rounds, after one that warms the file system's caches. */
  public void run(int rounds, BenchResult.Builder result) throws InterruptedException {
    try (BenchServers servers =
        BenchServers.start(folder.resolve("servers"), system, MilvusKind.LITE, 4)) {
      for (int round = 0; round <= rounds; round++) {
        note(round, "embedder: first descriptor", embedder(servers));
        note(round, "connect: first rows in the index", sink(servers));
        note(round, "searcher: first reply", searcher(servers));
        note(round, "console: first page", console(servers));
      }
    }
    for (int round = 0; round <= rounds; round++) {
      note(round, "demo: first answer", demo());
    }
    report(result.condition("rounds", rounds));
  }

  private void note(int round, String what, double measured) {
    log.accept("round %d, %s: %.2f s".formatted(round, what, measured));
    if (round > 0) {
      seconds.computeIfAbsent(what, any -> new ArrayList<>()).add(measured);
    }
  }

  private void report(BenchResult.Builder result) {
    List<JsonObject> rows = new ArrayList<>();
    seconds.forEach(
        (what, measured) -> {
          double median = Median.of(measured);
          rows.add(ResultRow.of("from the start of the process to", what, "s", median));
          result.figure(what.substring(0, what.indexOf(':')) + " s", median);
        });
    result.table(new ResultTable("", rows));
  }

  private double embedder(BenchServers servers) {
    try (TopicTail tail = servers.kafka().tail(List.of(Topics.DEFAULT.descriptors()))) {
      byte[] content = JpegComment.add(picture, "start " + starts++);
      new PictureProducer(servers, Topics.DEFAULT.images()).send("start", List.of(content));
      try (CiderProcess role = servers.starting("embedder", servers.addresses(), List.of())) {
        return firstRecord(tail, role);
      }
    }
  }

  private double sink(BenchServers servers) {
    try (TopicTail tail = servers.kafka().tail(List.of(SystemAddresses.PROGRESS_TOPIC));
        CiderProcess role = servers.starting("connect", servers.addresses(), List.of())) {
      return firstRecord(tail, role);
    }
  }

  private double searcher(BenchServers servers) {
    try (TopicTail tail = servers.kafka().tail(List.of(Topics.DEFAULT.replies()));
        Producer<byte[], byte[]> producer = servers.kafka().producer()) {
      ProducerRecord<byte[], byte[]> query =
          new ProducerRecord<>(Topics.DEFAULT.queries(), null, picture);
      query.headers().add(HeaderNames.CORRELATION_ID, "start".getBytes(StandardCharsets.UTF_8));
      producer.send(query);
      producer.flush();
      try (CiderProcess role = servers.starting("searcher", servers.addresses(), List.of())) {
        return firstRecord(tail, role);
      }
    }
  }

  private double console(BenchServers servers) {
    SystemAddresses addresses = servers.addresses();
    try (CiderProcess role = servers.starting("console", addresses, List.of())) {
      return role.awaitHttp(
          URI.create("http://127.0.0.1:%d/".formatted(addresses.consolePort())),
          BenchTimeouts.READY);
    }
  }

  private static double firstRecord(TopicTail tail, CiderProcess role) {
    while (!tail.poll(POLL).iterator().hasNext()) {
      if (role.secondsSinceStart() > BenchTimeouts.READY.toSeconds()) {
        throw new IllegalStateException("No answer came. " + role.lastLines());
      }
    }
    return role.secondsSinceStart();
  }

  /** Starts a demo on free ports and waits for its answer. */
  private double demo() {
    SystemAddresses addresses = SystemAddresses.free(folder.resolve("demo-" + starts++));
    List<String> line = new ArrayList<>(List.of("demo", "--exit"));
    line.addAll(system.arguments(addresses));
    Path output = folder.resolve("demo-%d.log".formatted(starts));
    try (CiderProcess demo = CiderProcess.start(line, output)) {
      while (!answered(output)) {
        if (!demo.handle().isAlive() && !answered(output)) {
          throw new IllegalStateException("The demo ended without an answer. " + demo.lastLines());
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
      double measured = demo.secondsSinceStart();
      demo.awaitEnd(BenchTimeouts.READY);
      return measured;
    }
  }

  private static boolean answered(Path output) {
    try {
      return Files.readAllLines(output).stream().anyMatch(line -> line.startsWith(ANSWER));
    } catch (IOException e) {
      throw new UncheckedIOException("The output of the demo cannot be read.", e);
    }
  }
}
