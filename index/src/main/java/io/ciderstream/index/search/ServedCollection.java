package io.ciderstream.index.search;

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

/** The collection of the alias, checked and loaded. Safe for use by several threads. */
final class ServedCollection {
  /** A collection that may be read. */
  record ReadableCollection(Target target, String modelHash, DescriptorLayout layout) {}

  private record Checked(ReadableCollection collection, int outages, Instant until) {}

  private final MilvusCalls calls;
  private final DescriptorCollections descriptors;
  private final IndexOptions options;
  private final String modelHash;
  private final InstantSource clock;
  private volatile Checked checked;

  ServedCollection(MilvusCalls calls, IndexOptions options, String modelHash, InstantSource clock) {
    this.calls = calls;
    this.descriptors = new DescriptorCollections(calls, options);
    this.options = options;
    this.modelHash = modelHash;
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
    Optional<Target> target = descriptors.aliasTarget(deadline.left());
    if (target.isEmpty()) {
      return Optional.empty();
    }
    Target expected = descriptors.target(modelHash);
    if (!target.get().equals(expected)) {
      throw new CiderException(
          ErrorCode.MODEL_MISMATCH,
          "The alias %s (%s) points to %s; this model's collection is %s."
              .formatted(options.name(), IndexSettings.NAME, target.get(), expected));
    }
    ReadableCollection found = loaded ? known.collection() : load(expected, deadline);
    checked = new Checked(found, outages, time.plus(options.aliasRecheck()));
    return Optional.of(found);
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
