package io.ciderstream.index.milvus;

import io.ciderstream.index.DescriptorScan;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.IndexOptions;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.Vectors;
import io.ciderstream.index.milvus.ServedCollection.Now;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads one model's descriptors from Milvus. Connects at the first call, and again after an outage.
 * Safe for use by several threads.
 *
 * <p>What to read is decided by the alias, which is looked at again every {@link
 * IndexOptions#aliasRecheck}; then the collection is read by its own name, because the SDK caches
 * by name what an alias may change.
 */
public final class MilvusIndexSearch implements DescriptorSearch, DescriptorScan {
  private static final String COUNT = "count(*)";
  private static final long DOUBLED = 16;

  private final IndexOptions options;
  private final MilvusCalls calls;
  private final ServedCollection served;

  /**
   * @param modelHash the model whose descriptors are searched with
   * @param clock tells when to look at the alias again
   */
  public MilvusIndexSearch(IndexOptions options, String modelHash, InstantSource clock) {
    this.options = options;
    this.calls = new MilvusCalls(options.connection());
    this.served = new ServedCollection(calls, options, modelHash, clock);
  }

  /**
   * Connects now, so that a wrong setting shows at start.
   *
   * @throws CiderException MODEL_MISMATCH if the alias points to another model's collection
   */
  public void connect() {
    reading("connect", now -> true);
  }

  @Override
  public List<Match> search(SearchRequest request) {
    Deadline deadline = Deadline.in(request.timeout());
    Function<Now, List<Match>> filtered = now -> search(now, request, request.filter(), deadline);
    try {
      return twice(deadline, filtered).orElse(List.of());
    } catch (RefusedException refused) {
      return request
          .filter()
          .filter(filter -> worksUnfiltered(request, deadline))
          .map(filter -> lastTry(filter, deadline, filtered))
          .orElseThrow(() -> unavailable("search", refused));
    }
  }

  @Override
  public Optional<Row> get(String id) {
    String filter = Filters.idIn(List.of(new ImageId(id).value()));
    return reading("get " + id, now -> rows(now, filter, DOUBLED, ConsistencyLevel.BOUNDED))
        .flatMap(rows -> rows.stream().max(Comparator.comparingLong(row -> row.source().offset())));
  }

  @Override
  public Map<String, SourcePosition> sources(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    String filter = Filters.idIn(ids.stream().map(id -> new ImageId(id).value()).toList());
    return reading("get sources", now -> sources(now, filter, ids.size() * DOUBLED))
        .orElse(Map.of());
  }

  private Map<String, SourcePosition> sources(Now now, String filter, long limit) {
    QueryReq query =
        QueryReq.builder()
            .collectionName(now.collection())
            .filter(filter)
            .outputFields(Fields.idAndSource())
            .limit(limit)
            .consistencyLevel(ConsistencyLevel.BOUNDED)
            .build();
    Map<String, SourcePosition> found = new HashMap<>();
    calls
        .call("query", client -> client.query(query).getQueryResults())
        .forEach(
            result ->
                found.merge(
                    (String) result.getEntity().get(Fields.ID),
                    RowJson.readSource(result.getEntity()),
                    BinaryOperator.maxBy(Comparator.comparingLong(SourcePosition::offset))));
    return found;
  }

  @Override
  public boolean holds(int partition, long offset) {
    String filter = Filters.from(partition, offset);
    return reading("look for an offset", now -> exists(now, filter)).orElse(false);
  }

  @Override
  public long count() {
    return reading("count", this::count).orElse(0L);
  }

  /** Reads strongly, in pieces of the source's offsets. */
  @Override
  public void scan(Consumer<Row> sink) {
    reading(
        "scan",
        now -> {
          new OffsetScan(
                  filter -> exists(now, filter),
                  (filter, limit) -> rows(now, filter, limit, ConsistencyLevel.STRONG))
              .scan(sink);
          return true;
        });
  }

  @Override
  public void close() {
    calls.close();
  }

  private <T> Optional<T> reading(String what, Function<Now, T> read) {
    try {
      return twice(Deadline.in(options.rpcDeadline()), read);
    } catch (RefusedException refused) {
      throw unavailable(what, refused);
    }
  }

  /** A restarted server may have released the collection: if it refuses, loads and tries again. */
  private <T> Optional<T> twice(Deadline deadline, Function<Now, T> read) {
    try {
      return served.current(deadline).map(read);
    } catch (RefusedException first) {
      return served.reloaded(deadline).map(read);
    }
  }

  private boolean worksUnfiltered(SearchRequest request, Deadline deadline) {
    try {
      served.current(deadline).map(now -> search(now, request, Optional.empty(), deadline));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  /** The server may have recovered between the filtered and the unfiltered search. */
  private List<Match> lastTry(
      String filter, Deadline deadline, Function<Now, List<Match>> filtered) {
    try {
      return served.current(deadline).map(filtered).orElse(List.of());
    } catch (RefusedException refused) {
      throw new CiderException(
          ErrorCode.FILTER_INVALID,
          "The filter is %s; %s".formatted(filter, refused.getMessage()),
          refused);
    }
  }

  private List<Match> search(
      Now now, SearchRequest request, Optional<String> filter, Deadline deadline) {
    Vectors.check("The query's vector", request.vector(), now.dimension());
    SearchReq search =
        SearchReq.builder()
            .collectionName(now.collection())
            .annsField(Fields.VECTOR)
            .data(List.of(new FloatVec(request.vector())))
            .limit(request.topK())
            .filter(filter.orElse(""))
            .metricType(MetricType.COSINE)
            .searchParams(VectorIndexes.searching(options.vectorIndex(), request.topK()))
            .outputFields(Fields.allButVector())
            .consistencyLevel(ConsistencyLevel.BOUNDED)
            .build();
    Map<String, Match> matches = new LinkedHashMap<>();
    List<List<SearchResult>> results =
        calls.call("search", deadline.left(), client -> client.search(search).getSearchResults());
    for (SearchResult result : results.getFirst()) {
      Row row = RowJson.read(now.modelHash(), result.getEntity());
      matches.putIfAbsent(row.id(), new Match(row, result.getScore()));
    }
    return List.copyOf(matches.values());
  }

  private boolean exists(Now now, String filter) {
    QueryReq query =
        QueryReq.builder()
            .collectionName(now.collection())
            .filter(filter)
            .outputFields(List.of(Fields.ID))
            .limit(1)
            .consistencyLevel(ConsistencyLevel.STRONG)
            .build();
    return !calls.call("look for a row", client -> client.query(query).getQueryResults()).isEmpty();
  }

  private long count(Now now) {
    QueryReq query =
        QueryReq.builder()
            .collectionName(now.collection())
            .filter("")
            .outputFields(List.of(COUNT))
            .consistencyLevel(ConsistencyLevel.STRONG)
            .build();
    return calls.call(
        "count",
        client -> (Long) client.query(query).getQueryResults().getFirst().getEntity().get(COUNT));
  }

  private List<Row> rows(Now now, String filter, long limit, ConsistencyLevel consistency) {
    QueryReq query =
        QueryReq.builder()
            .collectionName(now.collection())
            .filter(filter)
            .outputFields(Fields.all())
            .limit(limit)
            .consistencyLevel(consistency)
            .build();
    return calls.call("query", client -> client.query(query).getQueryResults()).stream()
        .map(result -> RowJson.read(now.modelHash(), result.getEntity()))
        .toList();
  }

  private CiderException unavailable(String what, RefusedException refused) {
    return Failures.unavailable(options.uri(), what, refused.getMessage(), refused);
  }
}
