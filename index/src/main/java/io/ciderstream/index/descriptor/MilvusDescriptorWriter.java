package io.ciderstream.index.descriptor;

import io.ciderstream.index.Change;
import io.ciderstream.index.DescriptorWriter;
import io.ciderstream.index.RequestObserver;
import io.ciderstream.index.Row;
import io.ciderstream.index.Vectors;
import io.ciderstream.index.WritePermit;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.write.BatchSender;
import io.ciderstream.index.write.BatchWriter;
import io.ciderstream.index.write.Destination;
import io.ciderstream.index.write.EncodedChange;
import io.ciderstream.index.write.ObservedSteps;
import io.ciderstream.index.write.OpenCollections;
import io.ciderstream.index.write.Partitions;
import io.ciderstream.index.write.PositionGuard;
import io.ciderstream.index.write.PreparedChange;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes descriptors to Milvus. Connects at the first call, and again after an outage. A deletion
 * is sent to the collections of all models, so that a deleted image stays deleted if the alias
 * changes. One thread at a time.
 */
public final class MilvusDescriptorWriter implements DescriptorWriter {
  /** The dimensions that Milvus supports. */
  private static final int MIN_DIMENSION = 2;

  private static final int MAX_DIMENSION = 32_768;

  private static final Logger LOG = LoggerFactory.getLogger(MilvusDescriptorWriter.class);

  private final IndexOptions options;
  private final MilvusCalls calls;
  private final DescriptorCollections descriptors;
  private final OpenCollections<DescriptorLayout> layouts;
  private final BatchSender sender;
  private final BatchWriter<Change, EncodedChange> batches;
  private final AliasWatch alias;

  /** Creates a writer that may always write, without guard and observer. */
  public MilvusDescriptorWriter(IndexOptions options) {
    this(options, RequestObserver.NONE, WritePermit.ALWAYS, false);
  }

  /**
   * Creates a writer.
   *
   * @param observer notified of each batch
   * @param permit asked before each call that changes rows
   * @param guarded whether a change that is older than the stored row has no effect
   */
  public MilvusDescriptorWriter(
      IndexOptions options, RequestObserver observer, WritePermit permit, boolean guarded) {
    this.options = options;
    this.calls = new MilvusCalls(options.connection(), permit);
    this.descriptors = new DescriptorCollections(calls, options);
    this.alias =
        new AliasWatch(options.name(), descriptors::ensureAlias, System::nanoTime, LOG::warn);
    this.layouts =
        new OpenCollections<>(
            calls,
            descriptors.admin(),
            (target, layout) -> {
              alias.opened();
              return DescriptorPlan.check(layout);
            });
    this.sender =
        new BatchSender(
            options.connection().uri(),
            calls,
            Partitions.onlyDefault(descriptors.admin()),
            guarded ? Optional.of(new PositionGuard(calls, Optional.empty())) : Optional.empty(),
            false);
    this.batches = new BatchWriter<>(new ObservedSteps<>(new Steps(), observer));
  }

  @Override
  public Map<Change, CiderException> write(List<Change> changes) {
    return layouts.attempt("write", () -> batches.write(changes, options.batch()));
  }

  @Override
  public long unanswered() {
    return calls.unanswered();
  }

  @Override
  public void probe() {
    calls.probe();
  }

  @Override
  public void released() {
    sender.released();
  }

  @Override
  public void close() {
    batches.close();
    calls.close();
  }

  private final class Steps implements BatchWriter.Steps<Change, EncodedChange> {
    @Override
    public PreparedChange<EncodedChange> prepare(Change change) {
      return new PreparedDescriptor(change, new RowKey.Text(change.id().value()));
    }

    @Override
    public Map<EncodedChange, CiderException> send(List<EncodedChange> batch) {
      return sender.send(
          batch,
          () ->
              descriptors.all().stream()
                  .map(target -> Destination.of(target, DescriptorFields.KEY))
                  .toList());
    }
  }

  /** A change that is checked and encoded only if it is written. */
  private final class PreparedDescriptor implements PreparedChange<EncodedChange> {
    private final Change change;
    private final RowKey key;

    PreparedDescriptor(Change change, RowKey key) {
      this.change = change;
      this.key = key;
    }

    /** Returns the index, as an id is unique in it for all models. */
    @Override
    public Object group() {
      return options.name();
    }

    @Override
    public RowKey key() {
      return key;
    }

    @Override
    public long bytes() {
      return DescriptorCodec.bytes(change);
    }

    @Override
    public EncodedChange encoded() {
      Optional<SourceOffset> source =
          change.source().map(from -> new SourceOffset("", from.position()));
      return change instanceof Change.Upsert upsert
          ? encoded(upsert.row(), source)
          : new EncodedChange.Delete(group(), key, source);
    }

    private EncodedChange encoded(Row row, Optional<SourceOffset> source) {
      Checked into = layouts.attempt("prepare " + row.id(), () -> checked(row, key));
      return new EncodedChange.Upsert(
          group(),
          key,
          source,
          Destination.of(into.target(), DescriptorFields.KEY),
          DescriptorCodec.write(row, into.layout()),
          Map.of(DescriptorFields.VECTOR, row.storedVector()),
          bytes());
    }
  }

  private record Checked(Target target, DescriptorLayout layout) {}

  /** Returns the row's collection, which is created for a valid row if it is missing. */
  private Checked checked(Row row, RowKey key) {
    int length = row.vector().length;
    if (length < MIN_DIMENSION || length > MAX_DIMENSION) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "The vector of %s has dimension %d, but Milvus supports %d to %d."
              .formatted(row.id(), length, MIN_DIMENSION, MAX_DIMENSION));
    }
    String what = "The vector of " + row.id();
    Vectors.checkFinite(what, row.vector());
    Target target = descriptors.target(row.model().hash());
    DescriptorLayout layout = layouts.findOrCreate(target, DescriptorPlan.first(key, row.vector()));
    alias.writing(target);
    Vectors.checkDimension(what, row.vector(), layout.dimension());
    return new Checked(target, layout);
  }
}
