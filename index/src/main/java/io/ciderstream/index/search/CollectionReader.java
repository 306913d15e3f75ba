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
import io.ciderstream.index.search.ServedCollection.ReadableCollection;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.ImageId;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.QueryResp.QueryResult;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Reads the rows of one collection. Every method throws {@link
 * io.ciderstream.index.calls.RefusedException} if the server rejects the call. Safe for use by
 * several threads.
 */
final class CollectionReader {
  private static final String COUNT = "count(*)";

  /** The rows read to find the last offset. */
  private static final long OFFSETS_READ = 1_000;

  private final MilvusCalls calls;
  private final VectorIndex index;

  CollectionReader(MilvusCalls calls, VectorIndex index) {
    this.calls = calls;
    this.index = index;
  }

  /**
   * Returns the matches, best first.
   *
   * @throws io.ciderstream.schemas.CiderException VECTOR_INVALID for a vector of another dimension
   */
  List<Match> search(ReadableCollection in, SearchRequest request, Deadline deadline) {
    Vectors.check("The query's vector", request.vector(), in.dimension());
    SearchReq search =
        SearchReq.builder()
            .collectionName(in.target().collection())
            .annsField(DescriptorFields.VECTOR)
            .data(List.of(new FloatVec(request.vector())))
            .limit(request.topK())
            .filter(request.filter().orElse(""))
            .metricType(MetricType.COSINE)
            .searchParams(SearchParameters.of(index, request.topK()))
            .outputFields(DescriptorFields.allButVector())
            .consistencyLevel(level(request.consistency()))
            .build();
    Map<ImageId, Match> matches = new LinkedHashMap<>();
    List<List<SearchResult>> results =
        calls.call("search", deadline.left(), client -> client.search(search).getSearchResults());
    for (SearchResult result : results.getFirst()) {
      Row row = DescriptorCodec.read(in.modelHash(), result.getEntity());
      matches.putIfAbsent(row.id(), new Match(row, result.getScore()));
    }
    return List.copyOf(matches.values());
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
    QueryReq query =
        QueryReq.builder()
            .collectionName(in.target().collection())
            .filter("")
            .outputFields(List.of(COUNT))
            .consistencyLevel(ConsistencyLevel.STRONG)
            .build();
    return calls.call(
        "count",
        client -> (Long) client.query(query).getQueryResults().getFirst().getEntity().get(COUNT));
  }

  /** Returns at most limit rows that pass the filter, with their vectors. */
  List<Row> rows(ReadableCollection in, String filter, long limit, Consistency consistency) {
    return query("query", in, filter, DescriptorFields.all(), limit, consistency).stream()
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
    QueryReq query =
        QueryReq.builder()
            .collectionName(in.target().collection())
            .filter(filter)
            .outputFields(fields)
            .limit(limit)
            .consistencyLevel(level(consistency))
            .build();
    return calls.call(what, client -> client.query(query).getQueryResults());
  }

  private static ConsistencyLevel level(Consistency consistency) {
    return switch (consistency) {
      case BOUNDED -> ConsistencyLevel.BOUNDED;
      case STRONG -> ConsistencyLevel.STRONG;
    };
  }
}
