package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SupervisedServerTest {
  private final List<FakeServer> started = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicLong time = new AtomicLong();

  @Test
  void shouldStartAgainAndSaySo() {
    SupervisedServer server = start();
    started.getFirst().exit.complete(137);
    await().until(() -> messages.contains("Fake is running again"));
    assertThat(messages.getFirst()).contains("Fake ended with code 137", "1 of at most 5");
    assertThat(started).hasSize(2);
    server.close();
    assertThat(started.getLast().closed).isTrue();
  }

  @Test
  void shouldTryAgainWhenAStartFails() {
    SupervisedServer server = start();
    refusals.set(2);
    started.getFirst().exit.complete(1);
    await().until(() -> messages.contains("Fake is running again"));
    assertThat(messages).anyMatch(text -> text.contains("cannot be restarted (port taken)"));
    server.close();
  }

  @Test
  void shouldStopAfterTheLimit() {
    SupervisedServer server = start();
    for (int i = 0; i < SupervisedServer.MAX_RESTARTS; i++) {
      int count = i + 2;
      started.getLast().exit.complete(1);
      await().until(() -> started.size() == count);
    }
    started.getLast().exit.complete(1);
    await().until(() -> messages.getLast().contains("stays down"));
    assertThat(started).hasSize(SupervisedServer.MAX_RESTARTS + 1);
    server.close();
  }

  @Test
  void shouldForgetOldRestarts() {
    SupervisedServer server = start();
    for (int i = 0; i < 2 * SupervisedServer.MAX_RESTARTS; i++) {
      int count = i + 2;
      time.addAndGet(SupervisedServer.WINDOW.toNanos());
      started.getLast().exit.complete(1);
      await().until(() -> started.size() == count);
    }
    server.close();
  }

  @Test
  void shouldNotRestartWhatWasClosed() {
    SupervisedServer server = start();
    server.close();
    started.getFirst().exit.complete(0);
    assertThat(started).hasSize(1);
    assertThat(messages).isEmpty();
  }

  private SupervisedServer start() {
    return SupervisedServer.start("Fake", this::next, messages::add, time::get, Duration.ZERO);
  }

  private FakeServer next() {
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new ServerException("port taken");
    }
    FakeServer server = new FakeServer();
    started.add(server);
    return server;
  }

  private static final class FakeServer implements ChildServer {
    final CompletableFuture<Integer> exit = new CompletableFuture<>();
    volatile boolean closed;

    @Override
    public String address() {
      return "fake";
    }

    @Override
    public CompletableFuture<Integer> onExit() {
      return exit;
    }

    @Override
    public Path log() {
      return Path.of("fake.log");
    }

    @Override
    public void close() {
      closed = true;
      exit.complete(0);
    }
  }
}
