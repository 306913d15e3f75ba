package io.ciderstream.trials.sink;

import io.ciderstream.schemas.Durations;
import io.ciderstream.servers.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Writes all updates of a workload while the sink goes through a series of events: workers that
 * come and go, other numbers of tasks, an outage, kills and a freeze of Milvus. Each event happens
 * when the sink has committed a certain share of the updates.
 */
public final class SinkSoak {
  private static final int POLL_MS = 50;
  private static final long CHUNK = 200_000;
  private static final Duration LONGEST_FREEZE = Duration.ofSeconds(25);

  private final SinkTestBed sink;
  private final Duration outage;
  private final Consumer<String> log;

  /**
   * Runs nothing yet.
   *
   * @param sink a test bed that was started and has no worker yet
   * @param outage how long Milvus is unreachable, once
   * @param log receives each event
   */
  public SinkSoak(SinkTestBed sink, Duration outage, Consumer<String> log) {
    this.sink = sink;
    this.outage = outage;
    this.log = log;
  }

  private record Event(String name, Runnable action) {}

  private List<Event> events() {
    return List.of(
        new Event("a second worker joins", sink::addWorker),
        new Event("two tasks instead of one", () -> sink.tasks(2)),
        new Event("Milvus is killed", this::kill),
        new Event("the oldest worker is stopped", sink::removeOldestWorker),
        new Event("connections are cut", () -> sink.network().cut()),
        new Event("Milvus is killed", this::kill),
        new Event("Milvus is unreachable for " + Durations.text(outage), this::outage),
        new Event("a worker joins and one leaves", this::replace),
        new Event("Milvus is killed", this::kill),
        new Event("Milvus is frozen for " + Durations.text(frozen()), this::freeze),
        new Event("one task again", () -> sink.tasks(1)));
  }

  /** Runs all events and returns how index and topic differ. */
  public IndexDifferences run() {
    long updates = sink.workload().updates();
    sink.addWorker();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> write(updates), task -> Thread.ofPlatform().name("workload-writer").start(task));
    sink.tasks(1);
    List<Event> events = events();
    for (int i = 0; i < events.size(); i++) {
      awaitProgress(updates * (i + 1) / (events.size() + 2), writer);
      Event event = events.get(i);
      log.accept("%d of %d: %s".formatted(sink.committed(), updates, event.name()));
      event.action().run();
    }
    writer.join();
    sink.awaitCommitted(() -> log.accept("%d of %d".formatted(sink.committed(), updates)));
    log.accept("all is committed; comparing");
    return sink.compare();
  }

  private void write(long updates) {
    for (long from = 0; from < updates; from += CHUNK) {
      sink.write(from, Math.min(updates, from + CHUNK));
    }
  }

  private void awaitProgress(long records, CompletableFuture<Void> writer) {
    while (sink.committed() < records) {
      if (writer.isCompletedExceptionally()) {
        writer.join();
      }
      sleep(Duration.ofMillis(POLL_MS));
    }
  }

  private void kill() {
    sink.milvus().kill();
    sink.milvus().restart();
  }

  private void outage() {
    sink.network().set(new Fault.Refuse());
    sleep(outage);
    sink.network().heal();
  }

  /** Returns less than the outage, as 2.3.5 ends itself when it has not run for a minute. */
  private Duration frozen() {
    return outage.compareTo(LONGEST_FREEZE) < 0 ? outage : LONGEST_FREEZE;
  }

  private void freeze() {
    sink.milvus().freeze();
    sleep(frozen());
    sink.milvus().thaw();
  }

  private void replace() {
    sink.addWorker();
    sink.removeOldestWorker();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the sink works", e);
    }
  }
}
