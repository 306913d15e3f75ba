package io.ciderstream.streams.pending;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions for tasks that must not wait: one consumer on one thread, both only there while
 * somebody reads. It fetches a partition only when asked for a record of it, so an instance keeps
 * no more than one fetch of each partition here.
 */
final class LogReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(20);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final long IDLE_MS = 1_000;
  private static final long PAUSE_MS = 1_000;

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  // guarded by this
  private final Map<TopicPartition, Cursor> cursors = new HashMap<>();
  private boolean running;
  private boolean closed;

  /**
   * Creates a log reader.
   *
   * @param consumers creates the consumer, on the reader's thread
   */
  LogReader(String topic, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.topic = topic;
    this.consumers = consumers;
  }

  /** Begins at an offset; ends what another task may still read of that partition. */
  synchronized Cursor open(int partition, long offset) {
    TopicPartition read = new TopicPartition(topic, partition);
    Cursor cursor = new Cursor(read, offset);
    cursors.put(read, cursor);
    if (!running && !closed) {
      running = true;
      Thread.ofPlatform().daemon().name("backlog-" + topic).start(this::run);
    }
    return cursor;
  }

  private void run() {
    while (true) {
      try (Session session = new Session(consumers.get())) {
        Collection<Cursor> open;
        while (!(open = awaitCursors()).isEmpty()) {
          session.read(open);
        }
        return;
      } catch (RuntimeException e) {
        LOG.warn("cannot read the backlog of {}, retrying", topic, e);
        if (!pause()) {
          return;
        }
      }
    }
  }

  /** Waits until a record is requested; empty, and the thread ends, if nobody reads for long. */
  private synchronized Collection<Cursor> awaitCursors() {
    while (!closed && cursors.values().stream().noneMatch(Cursor::isRequested)) {
      boolean nobody = cursors.isEmpty();
      waitFor(IDLE_MS);
      if (nobody && cursors.isEmpty()) {
        break;
      }
    }
    if (closed || cursors.isEmpty()) {
      running = false;
      return List.of();
    }
    return new ArrayList<>(cursors.values());
  }

  private synchronized boolean pause() {
    if (!closed && !cursors.isEmpty()) {
      waitFor(PAUSE_MS);
    }
    running = !closed && !cursors.isEmpty();
    return running;
  }

  private void waitFor(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      closed = true; // nobody interrupts this thread but to end it
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized void woken() {
    notifyAll();
  }

  private synchronized void forget(Cursor cursor) {
    cursors.remove(cursor.partition, cursor);
    notifyAll();
  }

  /** One reader's place in one partition. */
  final class Cursor implements InputLog.Reader {
    private final TopicPartition partition;
    private final ArrayDeque<InputRecord> fetched = new ArrayDeque<>();
    private long next;
    private boolean requested;

    private Cursor(TopicPartition partition, long offset) {
      this.partition = partition;
      this.next = offset;
    }

    @Override
    public InputRecord poll() {
      boolean wake;
      InputRecord record;
      synchronized (this) {
        record = fetched.pollFirst();
        wake = record == null && !requested;
        requested |= wake;
      }
      if (wake) {
        woken();
      }
      return record;
    }

    @Override
    public synchronized long position() {
      return fetched.isEmpty() ? next : fetched.getFirst().offset();
    }

    private synchronized boolean isRequested() {
      return requested;
    }

    private synchronized long next() {
      return next;
    }

    private synchronized void take(List<ConsumerRecord<byte[], byte[]>> records, long position) {
      records.stream().map(InputRecord::of).forEach(fetched::add);
      next = Math.max(next, position);
      requested &= fetched.isEmpty();
    }

    @Override
    public void close() {
      forget(this);
    }
  }

  /** The consumer and what it is assigned. On the reader's thread. */
  private static final class Session implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Cursor> served = new HashMap<>();

    Session(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    void read(Collection<Cursor> open) {
      assign(open);
      for (Cursor cursor : open) {
        if (cursor.isRequested()) {
          consumer.resume(List.of(cursor.partition));
        } else {
          consumer.pause(List.of(cursor.partition));
        }
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
      for (Cursor cursor : open) {
        if (cursor.isRequested()) {
          cursor.take(records.records(cursor.partition), position(cursor));
        }
      }
    }

    private void assign(Collection<Cursor> open) {
      Map<TopicPartition, Cursor> needed = new HashMap<>();
      open.forEach(cursor -> needed.put(cursor.partition, cursor));
      if (needed.equals(served)) {
        return;
      }
      consumer.assign(needed.keySet());
      for (Cursor cursor : open) {
        if (served.get(cursor.partition) != cursor) {
          consumer.seek(cursor.partition, cursor.next());
        }
      }
      served.clear();
      served.putAll(needed);
    }

    private long position(Cursor cursor) {
      try {
        return consumer.position(cursor.partition, POLL_TIMEOUT);
      } catch (TimeoutException e) {
        return cursor.next(); // not known before the broker answers
      }
    }

    @Override
    public void close() {
      consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_TIMEOUT));
    }
  }
}
