package io.ciderstream.index.search;

import io.ciderstream.index.CollectionName;
import io.ciderstream.index.calls.Deadline;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.descriptor.DescriptorCollections;
import io.ciderstream.index.descriptor.DescriptorLayout;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The collection of the alias, or one that is fixed, checked and loaded. Safe for use by several
 * threads.
 */
final class ServedCollection {
  /** A collection that may be read. */
  record ReadableCollection(Target target, String modelHash, DescriptorLayout layout) {}

  private record Checked(ReadableCollection collection, int outages, Instant until) {}

  private final MilvusCalls calls;
  private final DescriptorCollections descriptors;
  private final IndexOptions options;
  private final String modelHash;
  private final boolean fixed;
  private final InstantSource clock;
  private volatile Checked checked;

  /**
   * Creates a served collection.
   *
   * @param fixed whether the model's collection is read whatever the alias points to
   */
  ServedCollection(
      MilvusCalls calls,
      IndexOptions options,
      String modelHash,
      boolean fixed,
      InstantSource clock) {
    this.calls = calls;
    this.descriptors = new DescriptorCollections(calls, options);
    this.options = options;
    this.modelHash = modelHash;
    this.fixed = fixed;
    this.clock = clock;
  }

  /** Returns the collection; empty if nothing was ever indexed. */
  Optional<ReadableCollection> current(Deadline deadline) {
    Checked known = checked;
    int outages = calls.outages();
    Instant time = clock.instant();
    boolean loaded = known != null && known.outages() == outages;
    if (loaded && time.isBefore(known.until())) {
      return Optional.of(known.collection());
    }
    checked = null;
    Optional<Target> target = fixed ? existing(deadline) : ofAlias(deadline);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    boolean same = loaded && known.collection().target().equals(target.get());
    ReadableCollection found = same ? known.collection() : load(target.get(), deadline);
    checked = new Checked(found, outages, time.plus(options.aliasRecheck()));
    return Optional.of(found);
  }

  private Optional<Target> existing(Deadline deadline) {
    Target target = descriptors.target(modelHash);
    if (!descriptors.admin().exists(target, deadline.left())) {
      throw calls.unavailable("read " + target, "the collection does not exist", null);
    }
    return Optional.of(target);
  }

  /** Returns the alias's collection, which may be one that a rebuild has filled. */
  private Optional<Target> ofAlias(Deadline deadline) {
    Optional<Target> target = descriptors.aliasTarget(deadline.left());
    if (target.isPresent()
        && CollectionName.of(target.get().collection())
            .filter(name -> name.modelHash().equals(modelHash))
            .isEmpty()) {
      throw new CiderException(
          ErrorCode.MODEL_MISMATCH,
          "The alias %s (%s) points to %s; the hash of this model is %s."
              .formatted(options.name(), IndexSettings.NAME, target.get(), modelHash));
    }
    return target;
  }

  /** Reads the alias again and waits until the collection is loaded. */
  Optional<ReadableCollection> reloaded(Deadline deadline) {
    checked = null;
    Optional<ReadableCollection> collection = current(deadline);
    collection.ifPresent(found -> descriptors.admin().awaitLoaded(found.target(), deadline));
    return collection;
  }

  private ReadableCollection load(Target target, Deadline deadline) {
    DescriptorLayout layout = descriptors.layout(target, deadline.left());
    descriptors.admin().load(target, deadline.left());
    return new ReadableCollection(target, modelHash, layout);
  }
}
