package io.ciderstream.index.search;

import io.ciderstream.index.CollectionName;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSample;
import io.ciderstream.index.DescriptorScan;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.calls.Deadline;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.descriptor.DescriptorFilters;
import io.ciderstream.index.search.ServedCollection.ReadableCollection;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.Texts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Reads one model's descriptors from Milvus. Connects at the first call, and again after an outage.
 * Safe for use by several threads.
 *
 * <p>The alias determines the collection and is read again every {@link IndexOptions#aliasRecheck}.
 * The collection is then read by its own name, because the SDK caches by name what an alias may
 * change.
 */
public final class MilvusIndexSearch implements DescriptorSearch, DescriptorScan, DescriptorSample {
  /** Characters of a filter that a message repeats. */
  private static final int FILTER_SHOWN = 300;

  private final IndexOptions options;
  private final MilvusCalls calls;
  private final ServedCollection served;
  private final CollectionReader reader;

  /**
   * Creates a search; it connects at the first call.
   *
   * @param modelHash the model of the descriptors
   * @param clock times the checks of the alias
   */
  public MilvusIndexSearch(IndexOptions options, String modelHash, InstantSource clock) {
    this(options, modelHash, false, clock);
  }

  private MilvusIndexSearch(
      IndexOptions options, String modelHash, boolean fixed, InstantSource clock) {
    this.options = options;
    this.calls = new MilvusCalls(options.connection());
    this.served = new ServedCollection(calls, options, modelHash, fixed, clock);
    this.reader = new CollectionReader(calls, options.vectorIndex());
  }

  /**
   * Returns a search of one collection, whatever the alias points to. While the collection is
   * missing, every call fails with INDEX_UNAVAILABLE.
   *
   * @param clock times the checks whether it still exists
   */
  public static MilvusIndexSearch of(
      IndexOptions options, CollectionName collection, InstantSource clock) {
    return new MilvusIndexSearch(
        options.withName(collection.index()), collection.modelHash(), true, clock);
  }

  /**
   * Connects now, so that an invalid setting fails at the start.
   *
   * @throws CiderException MODEL_MISMATCH if the alias points to another model's collection
   */
  public void connect() {
    reading("connect", in -> true);
  }

  @Override
  public List<Match> search(SearchRequest request) {
    Deadline deadline = Deadline.in(request.timeout());
    Function<ReadableCollection, List<Match>> read = in -> reader.search(in, request, deadline);
    try {
      return collection(request, deadline).map(read).orElse(List.of());
    } catch (RefusedException first) {
      return checkFilter(request, first, deadline).orElseGet(() -> reloaded(request, deadline));
    }
  }

  /** Returns the collection, read again if it lacks what the search needs: it may be a new one. */
  private Optional<ReadableCollection> collection(SearchRequest request, Deadline deadline) {
    Optional<ReadableCollection> known = served.current(deadline);
    boolean lacking =
        request.localFeatures() > 0 && known.filter(in -> !in.layout().localFeatures()).isPresent();
    return lacking ? served.reloaded(deadline) : known;
  }

  @Override
  public Consistency now() {
    return reading("read the server's time", in -> reader.now()).orElse(Consistency.STRONG);
  }

  @Override
  public Optional<Row> get(ImageId id, Consistency consistency) {
    return reading("get " + id, in -> reader.rows(in, id, consistency))
        .flatMap(rows -> rows.stream().max(Comparator.comparingLong(row -> row.source().offset())));
  }

  @Override
  public Map<ImageId, SourcePosition> sources(Collection<ImageId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    String filter = DescriptorFilters.idIn(ids);
    return reading(
            "get sources",
            in -> reader.sources(in, filter, ids.size() * CollectionReader.ROWS_PER_ID))
        .orElse(Map.of());
  }

  @Override
  public boolean passes(ImageId id, Optional<String> filter, Consistency consistency) {
    String both = DescriptorFilters.idAnd(id, filter);
    return reading("look for " + id, in -> reader.exists(in, both, consistency)).orElse(false);
  }

  @Override
  public OptionalLong reached(RecordPosition position) {
    String filter = DescriptorFilters.from(position.partition(), position.offset());
    return reading("look for an offset", in -> reader.offsets(in, filter))
        .map(offsets -> offsets.stream().mapToLong(Long::longValue).max())
        .orElse(OptionalLong.empty());
  }

  @Override
  public long count() {
    return reading("count", reader::count).orElse(0L);
  }

  /** {@inheritDoc} Strong reads, in ranges of source offsets. */
  @Override
  public void scan(Consumer<Row> sink) {
    reading(
        "scan",
        in -> {
          new OffsetScan(
                  filter -> reader.exists(in, filter, Consistency.STRONG),
                  (filter, limit) -> reader.rows(in, filter, limit, Consistency.STRONG))
              .scan(sink);
          return true;
        });
  }

  /** {@inheritDoc} Strong reads; see {@link OffsetSample}. */
  @Override
  public List<Row> sample(int rows, RandomGenerator random) {
    long count = count();
    if (count <= rows) {
      List<Row> all = new ArrayList<>();
      scan(all::add);
      all.removeIf(row -> ReservedIds.isReserved(row.id().value()));
      return all;
    }
    return reading(
            "sample",
            in ->
                new OffsetSample(
                        filter -> reader.exists(in, filter, Consistency.STRONG),
                        (filter, limit) -> reader.rows(in, filter, limit, Consistency.STRONG))
                    .sample(rows, count, random))
        .orElse(List.of());
  }

  @Override
  public void close() {
    calls.close();
  }

  private <T> Optional<T> reading(String what, Function<ReadableCollection, T> read) {
    try {
      return readTwice(Deadline.in(options.connection().deadline()), read);
    } catch (RefusedException refused) {
      throw unavailable(what, refused);
    }
  }

  /** Reads twice if necessary: a restarted server may have released the collection. */
  private <T> Optional<T> readTwice(Deadline deadline, Function<ReadableCollection, T> read) {
    try {
      return served.current(deadline).map(read);
    } catch (RefusedException first) {
      return served.reloaded(deadline).map(read);
    }
  }

  private List<Match> reloaded(SearchRequest request, Deadline deadline) {
    try {
      return served
          .reloaded(deadline)
          .map(in -> reader.search(in, request, deadline))
          .orElse(List.of());
    } catch (RefusedException second) {
      return checkFilter(request, second, deadline)
          .orElseThrow(() -> unavailable("search", second));
    }
  }

  /**
   * Checks whether a search failed because of its filter: then a search without it succeeds.
   *
   * @return empty if it is not, or if that is unknown; matches if the search works now
   * @throws CiderException FILTER_INVALID
   */
  private Optional<List<Match>> checkFilter(
      SearchRequest request, RefusedException refused, Deadline deadline) {
    if (request.filter().isEmpty()
        || refused.isCollection()
        || !succeeds(request.withoutFilter(), deadline)) {
      return Optional.empty();
    }
    if (refused.isParameters()) {
      throw filterInvalid(request, refused);
    }
    // Milvus 2.3 has one code for anything unexpected, so it may have recovered in between
    try {
      return Optional.of(
          served
              .current(deadline)
              .map(in -> reader.search(in, request, deadline))
              .orElse(List.of()));
    } catch (RefusedException again) {
      throw filterInvalid(request, again);
    }
  }

  private boolean succeeds(SearchRequest request, Deadline deadline) {
    try {
      served.current(deadline).map(in -> reader.search(in, request, deadline));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private static CiderException filterInvalid(SearchRequest request, RefusedException refused) {
    String shown = Texts.shortened(request.filter().orElseThrow(), FILTER_SHOWN);
    return new CiderException(
        ErrorCode.FILTER_INVALID,
        "The filter is %s; %s.".formatted(shown, refused.getMessage()),
        refused);
  }

  private CiderException unavailable(String what, RefusedException refused) {
    return calls.unavailable(what, refused.getMessage(), refused);
  }
}
