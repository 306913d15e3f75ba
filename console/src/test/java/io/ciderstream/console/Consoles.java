package io.ciderstream.console;

import static org.awaitility.Awaitility.await;

import io.ciderstream.console.api.RequestLimits;
import io.ciderstream.console.fake.FakeSystem;
import io.ciderstream.console.http.AccessOptions;
import io.ciderstream.console.live.ConsumerGroups;
import io.ciderstream.console.live.SystemReport;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingRemedies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Consoles of a test, each ready to answer. */
final class Consoles implements AutoCloseable {
  /** Largest picture that they take. */
  static final int MAX_BYTES = 1_000;

  /** The setting of {@link #MAX_BYTES}, which another module owns. */
  private static final Setting<Long> LIMIT =
      Setting.big("most.bytes", MAX_BYTES, 1, MAX_BYTES, "Largest picture.")
          .withRemedyFor(ErrorCode.VALUE_TOO_LARGE);

  static final String JSON = "application/json";

  /** What the checks of the installation find. */
  static final SystemReport REPORT =
      new SystemReport(
          1,
          List.of(new SystemReport.Check("sink", "problem", "none runs", "Start one.")),
          new SystemReport.Index(
              "milvus", null, 3, List.of(new SystemReport.Model("0123456789ab", true))),
          List.of(new SystemReport.Topic("images", 2, 0, 3)));

  private final FakeSystem system;
  private final List<Console> started = new ArrayList<>();

  Consoles(FakeSystem system) {
    this.system = system;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Client open() throws IOException {
    return open(Optional.empty(), 1_000);
  }

  Client open(Optional<String> token, int burst) throws IOException {
    return open(options("127.0.0.1", token, false, Set.of(), MAX_BYTES, burst));
  }

  Client open(ConsoleOptions options) throws IOException {
    Console console =
        Console.start(
            options,
            system,
            system,
            system,
            (picture, width) -> utf8("copy of width " + width),
            () -> REPORT,
            Clock.systemUTC());
    started.add(console);
    Client client = new Client(console);
    await()
        .ignoreExceptions()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> client.get("/ready").status() == 200);
    return client;
  }

  static ConsoleOptions options(
      String host,
      Optional<String> token,
      boolean anonymous,
      Set<String> allowedHosts,
      int maxBytes,
      int burst) {
    return new ConsoleOptions(
        0,
        new AccessOptions(host, token, anonymous, allowedHosts, 1, burst),
        Topics.DEFAULT,
        new ConsumerGroups("embedder", "sink", "searcher"),
        Optional.empty(),
        new RequestLimits(
            maxBytes, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(20)),
        10_000,
        new SettingRemedies(List.of(LIMIT)));
  }

  Console first() {
    return started.getFirst();
  }

  @Override
  public void close() {
    started.forEach(Console::close);
  }
}
