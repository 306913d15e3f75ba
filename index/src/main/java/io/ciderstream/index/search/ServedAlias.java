package io.ciderstream.index.search;

import io.ciderstream.index.CollectionName;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.descriptor.DescriptorCollections;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The collection that the alias points to, read again every {@link IndexOptions#aliasRecheck} by
 * one thread at a time, while the others use what is known. Safe for use by several threads.
 */
public final class ServedAlias implements AutoCloseable {
  /** How long a call waits for news while it knows what was served before. */
  private static final Duration REREAD_LIMIT = Duration.ofSeconds(2);

  private record Known(Optional<CollectionName> collection, Instant until) {}

  private final IndexOptions options;
  private final MilvusCalls calls;
  private final DescriptorCollections descriptors;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Known known;

  /** Creates the alias; it connects at the first call. */
  public ServedAlias(IndexOptions options, InstantSource clock) {
    this.options = options;
    this.calls = new MilvusCalls(options.connection());
    this.descriptors = new DescriptorCollections(calls, options);
    this.clock = clock;
  }

  /**
   * Returns the collection; empty if there is no alias yet.
   *
   * @throws CiderException INDEX_UNAVAILABLE if Milvus does not say so in time; COLLECTION_MISMATCH
   *     if the alias points to a collection of something else
   */
  public Optional<CollectionName> target(Duration limit) throws InterruptedException {
    Known last = known;
    if (last != null && clock.instant().isBefore(last.until())) {
      return last.collection();
    }
    if (!(last == null
        ? reading.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)
        : reading.tryLock())) {
      if (last == null) {
        throw calls.unavailable("read the alias " + options.name(), "it takes too long", null);
      }
      return last.collection();
    }
    try {
      return read(last, limit);
    } finally {
      reading.unlock();
    }
  }

  private Optional<CollectionName> read(Known last, Duration limit) {
    Known current = known;
    if (current != null && current != last) {
      return current.collection(); // another thread has read it meanwhile
    }
    boolean isKnown = last != null;
    Duration shorter = isKnown && limit.compareTo(REREAD_LIMIT) > 0 ? REREAD_LIMIT : limit;
    try {
      Optional<CollectionName> found = descriptors.aliasTarget(shorter).map(this::name);
      known = new Known(found, clock.instant().plus(options.aliasRecheck()));
      return found;
    } catch (CiderException e) {
      if (isKnown && e.code() == ErrorCode.INDEX_UNAVAILABLE) {
        return last.collection(); // reading that one will fail too, or is as good as ever
      }
      throw e;
    } catch (RefusedException e) {
      throw calls.unavailable("read the alias " + options.name(), e.getMessage(), e);
    }
  }

  private CollectionName name(Target target) {
    return CollectionName.of(target.collection())
        .orElseThrow(
            () ->
                new CiderException(
                    ErrorCode.COLLECTION_MISMATCH,
                    "The alias %s (%s) points to %s, which is no collection of descriptors."
                        .formatted(options.name(), IndexSettings.NAME, target)));
  }

  /** Reads the alias again at the next call, as what it pointed to may be gone. */
  public void recheck() {
    Known last = known;
    if (last != null) {
      known = new Known(last.collection(), Instant.MIN);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
