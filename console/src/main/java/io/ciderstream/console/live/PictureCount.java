package io.ciderstream.console.live;

import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.schemas.CiderException;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the pictures. A small system is counted by its ids. The ids of a larger one are not kept,
 * so it is counted by the rows of the index, which are counted again every ten seconds; where the
 * index cannot be asked, by the offsets of the descriptors topic, which is an estimate. Any thread;
 * a separate thread asks the index.
 */
public final class PictureCount implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PictureCount.class);
  private static final long INTERVAL_S = 10;
  private static final long FIRST_INTERVAL_MS = 200;

  private final DescriptorView descriptors;
  private final IndexRows index;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("console-count").factory());
  private volatile OptionalLong rows = OptionalLong.empty();
  private volatile long produced;

  /** Creates a count; it asks the index once it is started. */
  public PictureCount(DescriptorView descriptors, IndexRows index) {
    this.descriptors = descriptors;
    this.index = index;
  }

  /**
   * A number of pictures.
   *
   * @param estimated whether it is the number of records that were ever produced to descriptors:
   *     replacements and deletions count as well
   */
  public record Count(long pictures, boolean estimated) {}

  /** Starts to ask the index, if the system is not a small one. */
  public void start() {
    timer.execute(this::awaitDescriptors);
  }

  private void awaitDescriptors() {
    if (descriptors.isCaughtUp()) {
      timer.scheduleWithFixedDelay(this::ask, 0, INTERVAL_S, TimeUnit.SECONDS);
    } else {
      timer.schedule(this::awaitDescriptors, FIRST_INTERVAL_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void ask() {
    if (descriptors.isComplete()) {
      return;
    }
    try {
      rows = OptionalLong.of(index.count());
    } catch (CiderException e) {
      LOG.debug("the rows of the index are not known", e);
      rows = OptionalLong.empty();
    } catch (RuntimeException e) {
      LOG.warn("the rows of the index are not known", e);
      rows = OptionalLong.empty();
    }
  }

  /** Sets how many records were ever produced to the descriptors topic. */
  void produced(long records) {
    produced = records;
  }

  /** Returns the number of pictures now. */
  public Count now() {
    if (descriptors.isComplete() || !descriptors.isCaughtUp()) {
      return new Count(descriptors.pictures(), false);
    }
    OptionalLong indexed = rows;
    return indexed.isPresent()
        ? new Count(indexed.getAsLong(), false)
        : new Count(Math.max(produced, descriptors.pictures()), true);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
