package io.ciderstream.tests.system;

import io.ciderstream.servers.Ports;
import java.nio.file.Path;
import java.util.List;

/** Settings of a separate system: a temporary folder and free ports. */
public final class TestSettings {
  private TestSettings() {}

  /** Returns the settings in the form of {@code --set}. */
  public static List<String> in(Path folder) {
    int[] ports = Ports.free(5);
    return List.of(
        "data.dir=" + folder,
        "kafka.bootstrap=127.0.0.1:" + ports[0],
        "registry.url=http://127.0.0.1:%d/apis/ccompat/v7".formatted(ports[1]),
        "index.uri=http://127.0.0.1:" + ports[2],
        "connect.listener=http://127.0.0.1:" + ports[3],
        "console.port=0",
        "progress.topic=progress", // as the demo has it
        "metrics.port=" + ports[4],
        "metrics.poll.ms=500",
        // a busy machine stops a whole system slowly, and no test is about that
        "stop.timeout.ms=120000");
  }
}
