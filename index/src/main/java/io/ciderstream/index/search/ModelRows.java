package io.ciderstream.index.search;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.Row;
import io.ciderstream.index.StoredRows;
import io.ciderstream.index.calls.Deadline;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.descriptor.DescriptorCollections;
import io.ciderstream.index.descriptor.DescriptorFilters;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.search.ServedCollection.ReadableCollection;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.ImageId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the collection of one model by its own name, whether or not the alias points to it. A
 * collection that does not exist has no rows. One thread.
 */
public final class ModelRows implements StoredRows, AutoCloseable {
  private final IndexOptions options;
  private final String modelHash;
  private final MilvusCalls calls;
  private final DescriptorCollections descriptors;
  private final CollectionReader reader;
  private Optional<ReadableCollection> opened = Optional.empty();

  /** Creates the reader; it connects at the first call. */
  public ModelRows(IndexOptions options, String modelHash) {
    this.options = options;
    this.modelHash = modelHash;
    this.calls = new MilvusCalls(options.connection());
    this.descriptors = new DescriptorCollections(calls, options);
    this.reader = new CollectionReader(calls, options.vectorIndex());
  }

  /** {@inheritDoc} Strong reads, in ranges of source offsets. */
  @Override
  public void scan(Consumer<Row> sink) {
    new OffsetScan(
            filter ->
                reading("scan", in -> reader.exists(in, filter, Consistency.STRONG)).orElse(false),
            (filter, limit) ->
                reading("scan", in -> reader.rows(in, filter, limit, Consistency.STRONG))
                    .orElse(List.of()))
        .scan(sink);
  }

  @Override
  public Map<ImageId, Row> rows(Collection<ImageId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    String filter = DescriptorFilters.idIn(ids);
    long limit = ids.size() * CollectionReader.ROWS_PER_ID;
    Map<ImageId, Row> rows = new HashMap<>();
    reading("get rows", in -> reader.rows(in, filter, limit, Consistency.STRONG))
        .orElse(List.of())
        .forEach(row -> rows.merge(row.id(), row, ModelRows::newer));
    return rows;
  }

  @Override
  public long count() {
    return reading("count", reader::count).orElse(0L);
  }

  @Override
  public void close() {
    calls.close();
  }

  private static Row newer(Row a, Row b) {
    return a.source().offset() >= b.source().offset() ? a : b;
  }

  /** Reads twice if necessary: a restarted server may have released the collection. */
  private <T> Optional<T> reading(String what, Function<ReadableCollection, T> read) {
    try {
      try {
        return open().map(read);
      } catch (RefusedException first) {
        opened = Optional.empty();
        return open().map(read);
      }
    } catch (RefusedException refused) {
      throw calls.unavailable(what, refused.getMessage(), refused);
    }
  }

  private Optional<ReadableCollection> open() {
    if (opened.isEmpty()) {
      Deadline deadline = Deadline.in(options.connection().deadline());
      Target target = descriptors.target(modelHash);
      if (descriptors.admin().exists(target, deadline.left())) {
        var layout = descriptors.layout(target, deadline.left());
        descriptors.admin().load(target, deadline.left());
        descriptors.admin().awaitLoaded(target, deadline);
        opened = Optional.of(new ReadableCollection(target, modelHash, layout));
      }
    }
    return opened;
  }
}
