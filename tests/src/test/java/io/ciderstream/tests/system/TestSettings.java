package io.ciderstream.tests.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings of a system of its own: a temporary folder and free ports. */
public final class TestSettings {
  private TestSettings() {}

  /** As {@code --set} takes them. */
  public static List<String> in(Path folder) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      return List.of(
          "data.dir=" + folder,
          "kafka.bootstrap=127.0.0.1:" + free(held),
          "registry.url=http://127.0.0.1:%d/apis/ccompat/v7".formatted(free(held)),
          "index.uri=http://127.0.0.1:" + free(held),
          "connect.listener=http://127.0.0.1:" + free(held),
          "console.port=0",
          "progress.topic=progress", // as the demo has it
          "metrics.port=" + free(held),
          "metrics.poll.ms=500",
          // a busy machine stops a whole system slowly, and no test is about that
          "stop.timeout.ms=120000");
    } finally {
      held.forEach(TestSettings::close);
    }
  }

  /** Held until all are chosen, so that no two are the same. */
  private static int free(List<ServerSocket> held) {
    try {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
