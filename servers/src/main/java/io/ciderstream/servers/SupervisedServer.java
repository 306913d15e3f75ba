package io.ciderstream.servers;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Starts a server again when its process has ended by itself, at most {@link #MAX_RESTARTS} times
 * within {@link #WINDOW}, and reports each end. Safe for use by several threads; a restart runs on
 * its own thread.
 */
public final class SupervisedServer implements Server {
  /** Maximum number of restarts within {@link #WINDOW}. */
  public static final int MAX_RESTARTS = 5;

  /** Older restarts are forgotten. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  /** Lets this JVM begin its own shutdown first, as a signal of the terminal reaches both. */
  private static final Duration RESTART_PAUSE = Duration.ofMillis(500);

  private final String name;
  private final Supplier<? extends ChildServer> starter;
  private final Consumer<String> messages;
  private final LongSupplier nanoTime;
  private final Duration pause;
  private final Deque<Long> restarts = new ArrayDeque<>();
  private ChildServer current;
  private boolean closed;

  private SupervisedServer(
      String name,
      Supplier<? extends ChildServer> starter,
      Consumer<String> messages,
      LongSupplier nanoTime,
      Duration pause) {
    this.name = name;
    this.starter = starter;
    this.messages = messages;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Starts the server.
   *
   * @param name for messages, such as {@code Milvus Lite}
   * @param starter starts it, each time at the same address and over the same data
   * @param messages receives a message for the user about each end and each restart
   * @throws ServerException if the first start fails
   */
  public static SupervisedServer start(
      String name, Supplier<? extends ChildServer> starter, Consumer<String> messages) {
    return start(name, starter, messages, System::nanoTime, RESTART_PAUSE);
  }

  static SupervisedServer start(
      String name,
      Supplier<? extends ChildServer> starter,
      Consumer<String> messages,
      LongSupplier nanoTime,
      Duration pause) {
    SupervisedServer server = new SupervisedServer(name, starter, messages, nanoTime, pause);
    server.watch(starter.get());
    return server;
  }

  private synchronized void watch(ChildServer server) {
    current = server;
    server
        .onExit()
        .thenAccept(
            code ->
                Thread.ofPlatform()
                    .daemon()
                    .name("restart-" + name)
                    .start(() -> restart(server, "ended with code " + code)));
  }

  /** Holds no lock while the server starts, so that {@link #close} need not wait for it. */
  private void restart(ChildServer ended, String how) {
    String reason = how;
    while (isWanted(ended, reason)) {
      try {
        ChildServer next = starter.get();
        if (replaceBy(next)) {
          messages.accept(name + " is running again");
        } else {
          next.close();
        }
        return;
      } catch (RuntimeException e) {
        reason = "cannot be restarted (%s)".formatted(e.getMessage());
      }
    }
  }

  private synchronized boolean replaceBy(ChildServer next) {
    if (!closed) {
      watch(next);
    }
    return !closed;
  }

  private boolean isWanted(ChildServer ended, String reason) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !isShuttingDown() && countRestart(ended, reason);
  }

  private static boolean isShuttingDown() {
    Thread probe = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      return true; // the children end by their own shutdown hooks, before this is closed
    }
  }

  private synchronized boolean countRestart(ChildServer ended, String reason) {
    if (closed) {
      return false;
    }
    boolean may = mayRestart();
    messages.accept(
        may
            ? "%s %s; restarting it (%d of at most %d times). Its log is %s"
                .formatted(name, reason, restarts.size(), MAX_RESTARTS, ended.log())
            : "%s %s and was restarted %d times within %d minutes, so it stays down. Read %s, then stop everything and start again."
                .formatted(name, reason, MAX_RESTARTS, WINDOW.toMinutes(), ended.log()));
    return may;
  }

  private boolean mayRestart() {
    long now = nanoTime.getAsLong();
    while (!restarts.isEmpty() && now - restarts.getFirst() > WINDOW.toNanos()) {
      restarts.removeFirst();
    }
    if (restarts.size() >= MAX_RESTARTS) {
      return false;
    }
    restarts.addLast(now);
    return true;
  }

  @Override
  public synchronized String address() {
    return current.address();
  }

  @Override
  public synchronized void close() {
    closed = true;
    current.close();
  }
}
