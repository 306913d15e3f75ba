package io.ciderstream.index.search;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.Vectors;
import io.ciderstream.index.calls.Deadline;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.descriptor.DescriptorCodec;
import io.ciderstream.index.descriptor.DescriptorFields;
import io.ciderstream.index.descriptor.DescriptorFilters;
import io.ciderstream.index.descriptor.RowCount;
import io.ciderstream.index.search.ServedCollection.ReadableCollection;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.QueryResp.QueryResult;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Reads the rows of one collection. Every method throws {@link
 * io.ciderstream.index.calls.RefusedException} if the server rejects the call. Safe for use by
 * several threads.
 */
final class CollectionReader {
  /** The rows read for one id, which Milvus 2.3 may return twice. */
  static final long ROWS_PER_ID = 16;

  /** The rows read to find the last offset. */
  private static final long OFFSETS_READ = 1_000;

  private record RowVersion(ImageId id, SourcePosition source) {}

  private final MilvusCalls calls;
  private final VectorIndex index;

  CollectionReader(MilvusCalls calls, VectorIndex index) {
    this.calls = calls;
    this.index = index;
  }

  /**
   * Returns the matches, best first. Local features that all matches need come with the search,
   * which is faster than a second call; if only the first matches need them, they are read by id,
   * as they are several times as large as the rest of a row.
   *
   * @throws CiderException VECTOR_INVALID for a vector of another dimension; QUERY_INVALID if local
   *     features are asked for and the collection has no field for them
   */
  List<Match> search(ReadableCollection in, SearchRequest request, Deadline deadline) {
    Vectors.check("The query's vector", request.vector(), in.layout().dimension());
    int local = request.localFeatures();
    if (local > 0 && !in.layout().localFeatures()) {
      throw withoutLocalFeatures(in);
    }
    boolean all = local >= request.topK();
    List<Match> matches = search(in, request, all, deadline);
    if (all || local == 0 || matches.isEmpty()) {
      return matches;
    }
    return withLocalFeatures(in, request, matches, deadline);
  }

  private static CiderException withoutLocalFeatures(ReadableCollection in) {
    return new CiderException(
        ErrorCode.QUERY_INVALID,
        "The collection %s was created without the field %s, so its rows cannot be verified. Rebuild the"
                .formatted(in.target(), DescriptorFields.LOCAL_FEATURES)
            + " index, or search with verify 0.");
  }

  private List<Match> search(
      ReadableCollection in, SearchRequest request, boolean localFeatures, Deadline deadline) {
    List<String> fields = DescriptorFields.allButVector();
    SearchReq search =
        SearchReq.builder()
            .collectionName(in.target().collection())
            .annsField(DescriptorFields.VECTOR)
            .data(List.of(new FloatVec(request.vector())))
            .limit(request.topK())
            .filter(request.filter().orElse(""))
            .metricType(MetricType.COSINE)
            .searchParams(index.searchParameters(request.topK()))
            .outputFields(localFeatures ? DescriptorFields.andLocalFeatures(fields) : fields)
            .consistencyLevel(level(request.consistency()))
            .build();
    Map<ImageId, Match> matches = new LinkedHashMap<>();
    List<List<SearchResult>> results =
        reading(
            request.consistency(),
            () ->
                calls.call(
                    "search", deadline.left(), client -> client.search(search).getSearchResults()));
    for (SearchResult result : results.get(0)) {
      Row row = DescriptorCodec.read(in.modelHash(), result.getEntity());
      matches.putIfAbsent(row.id(), new Match(row, result.getScore()));
    }
    return List.copyOf(matches.values());
  }

  /** Adds the local features of the first matches, unless a row was replaced in between. */
  private List<Match> withLocalFeatures(
      ReadableCollection in, SearchRequest request, List<Match> matches, Deadline deadline) {
    List<Match> all = new ArrayList<>(matches);
    List<Match> first = all.subList(0, Math.min(all.size(), request.localFeatures()));
    List<ImageId> ids = first.stream().map(match -> match.row().id()).toList();
    QueryReq query =
        request(
            in,
            DescriptorFilters.idIn(ids),
            DescriptorFields.andLocalFeatures(DescriptorFields.idAndSource()),
            (long) ids.size() * ROWS_PER_ID,
            request.consistency());
    Map<RowVersion, byte[]> found = new HashMap<>();
    reading(
            request.consistency(),
            () ->
                calls.call(
                    "read local features",
                    deadline.left(),
                    client -> client.query(query).getQueryResults()))
        .forEach(
            result ->
                found.put(
                    new RowVersion(
                        DescriptorCodec.readId(result.getEntity()),
                        DescriptorCodec.readSource(result.getEntity())),
                    DescriptorCodec.readLocalFeatures(
                        (String) result.getEntity().get(DescriptorFields.LOCAL_FEATURES))));
    first.replaceAll(
        match ->
            Optional.ofNullable(found.get(new RowVersion(match.row().id(), match.row().source())))
                .map(features -> new Match(match.row().withLocalFeatures(features), match.score()))
                .orElse(match));
    return all;
  }

  /** Returns the newest source of each id whose rows pass the filter. A strong read. */
  Map<ImageId, SourcePosition> sources(ReadableCollection in, String filter, long limit) {
    Map<ImageId, SourcePosition> found = new HashMap<>();
    query("get sources", in, filter, DescriptorFields.idAndSource(), limit, Consistency.STRONG)
        .forEach(
            result ->
                found.merge(
                    DescriptorCodec.readId(result.getEntity()),
                    DescriptorCodec.readSource(result.getEntity()),
                    BinaryOperator.maxBy(Comparator.comparingLong(SourcePosition::offset))));
    return found;
  }

  /** Returns whether a row passes the filter. */
  boolean exists(ReadableCollection in, String filter, Consistency consistency) {
    return !query("look for a row", in, filter, List.of(DescriptorFields.ID), 1, consistency)
        .isEmpty();
  }

  /** Returns source offsets of rows that pass the filter, not always of all. */
  List<Long> offsets(ReadableCollection in, String filter) {
    return query(
            "look for an offset",
            in,
            filter,
            List.of(DescriptorFields.SOURCE_OFFSET),
            OFFSETS_READ,
            Consistency.STRONG)
        .stream()
        .map(
            result -> ((Number) result.getEntity().get(DescriptorFields.SOURCE_OFFSET)).longValue())
        .toList();
  }

  /** Returns the number of rows. A strong read. */
  long count(ReadableCollection in) {
    return RowCount.of(calls, in.target().collection(), ConsistencyLevel.STRONG);
  }

  /** Returns at most limit rows that pass the filter, with their vectors. */
  List<Row> rows(ReadableCollection in, String filter, long limit, Consistency consistency) {
    return rows(in, filter, DescriptorFields.all(), limit, consistency);
  }

  /** Returns the rows of an id with their vectors and local features: Milvus 2.3 may have two. */
  List<Row> rows(ReadableCollection in, ImageId id, Consistency consistency) {
    List<String> fields = DescriptorFields.all();
    return rows(
        in,
        DescriptorFilters.idIn(List.of(id)),
        in.layout().localFeatures() ? DescriptorFields.andLocalFeatures(fields) : fields,
        ROWS_PER_ID,
        consistency);
  }

  private List<Row> rows(
      ReadableCollection in,
      String filter,
      List<String> fields,
      long limit,
      Consistency consistency) {
    return query("query", in, filter, fields, limit, consistency).stream()
        .map(result -> DescriptorCodec.read(in.modelHash(), result.getEntity()))
        .toList();
  }

  private List<QueryResult> query(
      String what,
      ReadableCollection in,
      String filter,
      List<String> fields,
      long limit,
      Consistency consistency) {
    QueryReq query = request(in, filter, fields, limit, consistency);
    return reading(
        consistency, () -> calls.call(what, client -> client.query(query).getQueryResults()));
  }

  /** Returns the server's time as a consistency; strong reads if it tells none. */
  Consistency now() {
    OptionalLong timestamp = calls.timestamp();
    return timestamp.isPresent() ? new Consistency.AsOf(timestamp.getAsLong()) : Consistency.STRONG;
  }

  private <T> T reading(Consistency consistency, Supplier<T> read) {
    return consistency instanceof Consistency.AsOf moment
        ? calls.reading(moment.timestamp(), read)
        : read.get();
  }

  private static QueryReq request(
      ReadableCollection in,
      String filter,
      List<String> fields,
      long limit,
      Consistency consistency) {
    return QueryReq.builder()
        .collectionName(in.target().collection())
        .filter(filter)
        .outputFields(fields)
        .limit(limit)
        .consistencyLevel(level(consistency))
        .build();
  }

  private static ConsistencyLevel level(Consistency consistency) {
    return consistency instanceof Consistency.Bounded
        ? ConsistencyLevel.BOUNDED
        : ConsistencyLevel.STRONG; // unless the timestamp of a moment replaces it
  }
}
