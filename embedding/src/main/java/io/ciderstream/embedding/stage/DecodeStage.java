package io.ciderstream.embedding.stage;

import io.ciderstream.embedding.batch.MicroBatcher;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.Decoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.schemas.CiderException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that decode. Native code cannot be interrupted, so a decode that outlasts its {@link
 * DecodeDeadline time} is abandoned: its job fails, and another thread takes the stuck one's place.
 * There are at most as many stuck threads as working ones; while all are stuck, nothing is decoded.
 *
 * <p>An exception of a decode fails its own job only, and as it is: a {@link CiderException} says
 * what is wrong with the picture, anything else, such as an {@link OutOfMemoryError}, is
 * unexpected.
 */
public final class DecodeStage {
  private static final Logger LOG = LoggerFactory.getLogger(DecodeStage.class);

  private final DecodeQueue queue;
  private final Decoder decoder;
  private final MicroBatcher<DecodedJob> batcher;
  private final PixelBuffers buffers;
  private final Duration timeout;
  private final CpuClock clock;
  private final int size;
  private final ScheduledThreadPoolExecutor watchdog;
  private final AtomicInteger stuck = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();

  /** The decodes that have started and not ended; guarded by itself. */
  private final Set<Thread> threads = new HashSet<>();

  /**
   * Creates a decode stage.
   *
   * @param batcher gets what is decoded
   * @param buffers receives the buffers of abandoned pictures
   * @param timeout longest time that one decode may compute
   * @param clock how long threads have computed
   * @param size number of threads
   */
  public DecodeStage(
      DecodeQueue queue,
      Decoder decoder,
      MicroBatcher<DecodedJob> batcher,
      PixelBuffers buffers,
      Duration timeout,
      CpuClock clock,
      int size) {
    this.queue = queue;
    this.decoder = decoder;
    this.batcher = batcher;
    this.buffers = buffers;
    this.timeout = timeout;
    this.clock = clock;
    this.size = size;
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("decode-timer").factory());
    watchdog.setRemoveOnCancelPolicy(true);
  }

  /** Starts the threads. */
  public void start() {
    for (int i = 0; i < size; i++) {
      startThread();
    }
  }

  private void startThread() {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("decode-" + started.getAndIncrement())
            .unstarted(this::work);
    synchronized (threads) {
      thread.start();
      threads.add(thread);
    }
  }

  private void work() {
    try {
      boolean replaced = false;
      while (!replaced) {
        Optional<Job> job = queue.take();
        if (job.isEmpty()) {
          return;
        }
        try {
          replaced = new Attempt(job.get()).run();
        } finally {
          queue.free(job.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (threads) {
        threads.remove(Thread.currentThread());
      }
    }
  }

  /** Waits for the threads to end, which they do once the queue is closed; false if some do not. */
  public boolean awaitEnd(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<Thread> left;
    synchronized (threads) {
      left = List.copyOf(threads);
    }
    boolean ended = true;
    for (Thread thread : left) {
      ended &= ThreadEnd.join(thread, deadline);
    }
    watchdog.shutdownNow();
    return ended;
  }

  /** One decode and its deadline; whichever comes first settles the job. */
  private final class Attempt {
    private final Job job;
    private final DecodeDeadline deadline = new DecodeDeadline(clock, timeout);
    private final AtomicBoolean settled = new AtomicBoolean();
    private Future<?> check;
    private boolean ended;
    private boolean abandoned;
    private boolean replaced;

    Attempt(Job job) {
      this.job = job;
    }

    /** Returns whether another thread took this one's place meanwhile. */
    boolean run() {
      if (job.result().isDone()) {
        queue.leave(job.priority());
        return false;
      }
      checkLater();
      try {
        long start = System.nanoTime();
        DecodedPicture picture = decoder.decode(job.content(), job.region());
        long end = System.nanoTime();
        if (settled.compareAndSet(false, true)) {
          passOn(new DecodedJob(job, picture, end - start, end));
        } else {
          buffers.give(picture.pixels());
        }
      } catch (RuntimeException | Error e) {
        if (settled.compareAndSet(false, true)) {
          queue.leave(job.priority());
          job.result().completeExceptionally(e);
        }
      }
      return end();
    }

    private void passOn(DecodedJob decoded) {
      if (!batcher.put(decoded)) {
        queue.leave(job.priority());
        job.result().completeExceptionally(Job.closed());
      }
    }

    private synchronized void checkLater() {
      if (!ended) {
        check = watchdog.schedule(this::check, deadline.nextCheck(), TimeUnit.NANOSECONDS);
      }
    }

    private void check() {
      deadline.failure(job.content().length).ifPresentOrElse(this::abandon, this::checkLater);
    }

    private synchronized void abandon(CiderException failure) {
      if (!settled.compareAndSet(false, true)) {
        return;
      }
      queue.leave(job.priority());
      job.result().completeExceptionally(failure);
      abandoned = true;
      int nowStuck = stuck.incrementAndGet();
      LOG.warn("abandoned a decode ({}); {} threads are stuck", failure.detail(), nowStuck);
      if (nowStuck <= size) {
        replaced = true;
        startThread();
      }
    }

    /** Returns whether another thread took this one's place. */
    private synchronized boolean end() {
      ended = true;
      check.cancel(false);
      if (abandoned) {
        stuck.decrementAndGet();
      }
      return replaced;
    }
  }
}
