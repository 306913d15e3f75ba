package io.ciderstream.connectors.write;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.UninterruptedWait;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes one delivery of Connect on a thread of its own, while Connect fetches and converts the
 * next one. At most one write is running or ended and not yet taken. For use by one thread.
 */
public final class WriteAhead implements AutoCloseable {
  /** Writes records durably. */
  @FunctionalInterface
  public interface Write {
    /**
     * Writes all records except the bad ones.
     *
     * @return the bad ones, with the reason
     */
    Map<SinkRecord, CiderException> write(Collection<SinkRecord> records);
  }

  /** How a write ended. */
  public sealed interface Ended {
    /** Returns the records of the write, in the order of their offsets. */
    List<SinkRecord> records();

    /** Returns whether all records are written, and none of them is bad. */
    boolean isComplete();
  }

  /**
   * All records are written except the bad ones.
   *
   * @param bad with the reason
   */
  public record Written(List<SinkRecord> records, Map<SinkRecord, CiderException> bad)
      implements Ended {
    @Override
    public boolean isComplete() {
      return bad.isEmpty();
    }
  }

  /** Nothing is known of any of the records. */
  public record Failed(List<SinkRecord> records, RuntimeException cause) implements Ended {
    @Override
    public boolean isComplete() {
      return false;
    }
  }

  private record Running(List<SinkRecord> records, Future<Map<SinkRecord, CiderException>> write) {}

  private final Write write;
  private final ExecutorService thread;
  private Running running;

  /**
   * Creates a writer that is idle.
   *
   * @param thread runs the writes; closed with this writer
   */
  public WriteAhead(Write write, ExecutorService thread) {
    this.write = write;
    this.thread = thread;
  }

  /** Returns whether a write has not ended. */
  public boolean isRunning() {
    return running != null && !running.write().isDone();
  }

  /** Starts a write; the one before must have been taken. */
  public void start(Collection<SinkRecord> records) {
    if (running != null) {
      throw new IllegalStateException("The previous write was not taken.");
    }
    List<SinkRecord> delivered = List.copyOf(records);
    running = new Running(delivered, thread.submit(() -> write.write(delivered)));
  }

  /** Waits for the write, and returns whether it is complete or there is none. */
  public boolean awaitComplete() {
    return running == null || ended(running).isComplete();
  }

  /** Waits for the write and takes it; empty if there is none. */
  public Optional<Ended> take() {
    if (running == null) {
      return Optional.empty();
    }
    Ended ended = ended(running);
    running = null;
    return Optional.of(ended);
  }

  private static Ended ended(Running running) {
    try {
      return new Written(running.records(), UninterruptedWait.await(running.write()));
    } catch (RuntimeException e) {
      return new Failed(running.records(), e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
