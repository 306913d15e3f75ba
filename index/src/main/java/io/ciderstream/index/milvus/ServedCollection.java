package io.ciderstream.index.milvus;

import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What the alias points to, checked and loaded. Safe for use by several threads. */
final class ServedCollection {
  /** A collection that may be read. */
  record Now(String collection, String modelHash, int dimension) {}

  private record Seen(Now now, int outages, Instant until) {}

  private final MilvusCalls calls;
  private final Catalog catalog;
  private final IndexOptions options;
  private final String modelHash;
  private final InstantSource clock;
  private volatile Seen seen;

  ServedCollection(MilvusCalls calls, IndexOptions options, String modelHash, InstantSource clock) {
    this.calls = calls;
    this.catalog = new Catalog(calls, options);
    this.options = options;
    this.modelHash = modelHash;
    this.clock = clock;
  }

  /** The collection; none if nothing was ever indexed. */
  Optional<Now> current(Deadline deadline) {
    Seen known = seen;
    int outages = calls.outages();
    Instant time = clock.instant();
    boolean loaded = known != null && known.outages() == outages;
    if (loaded && time.isBefore(known.until())) {
      return Optional.of(known.now());
    }
    seen = null;
    Optional<String> target = catalog.aliasTarget(deadline.left());
    if (target.isEmpty()) {
      return Optional.empty();
    }
    String expected = catalog.collection(modelHash);
    if (!target.get().equals(expected)) {
      throw new CiderException(
          ErrorCode.MODEL_MISMATCH,
          "The alias %s points to %s; this model's collection is %s."
              .formatted(options.name(), target.get(), expected));
    }
    Now now = loaded ? known.now() : load(expected, deadline);
    seen = new Seen(now, outages, time.plus(options.aliasRecheck()));
    return Optional.of(now);
  }

  /** Looks at everything again and waits until Milvus says that the collection is loaded. */
  Optional<Now> reloaded(Deadline deadline) {
    seen = null;
    Optional<Now> now = current(deadline);
    now.ifPresent(found -> catalog.awaitLoaded(found.collection(), deadline));
    return now;
  }

  private Now load(String collection, Deadline deadline) {
    int dimension = catalog.dimension(collection, deadline.left());
    catalog.load(collection, deadline.left());
    return new Now(collection, modelHash, dimension);
  }
}
