package io.ciderstream.console.api;

import io.ciderstream.console.http.QueryParameters;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a query from the parameters of a URL: the fields of the Avro schema with single values;
 * {@code image_id} and {@code uri} may be repeated. Only the types are checked; the searcher checks
 * the values.
 */
final class UrlQuery {
  /** The parameters that a picture in the body can have too, each a header of a bare picture. */
  static final Set<String> OF_A_PICTURE =
      HeaderNames.PARAMETERS.stream()
          .map(header -> header.replace('-', '_'))
          .collect(Collectors.toUnmodifiableSet());

  private static final String IMAGE_ID = "image_id";
  private static final String URI = "uri";
  private static final String COMBINE = "combine";
  private static final String EXCLUDE_SELF = "exclude_self";

  /** All parameters. */
  static final Set<String> ALL = all();

  private static final int REGION_NUMBERS = 4;

  private final QueryParameters url;

  private UrlQuery(QueryParameters url) {
    this.url = url;
  }

  private static Set<String> all() {
    Set<String> all = new HashSet<>(OF_A_PICTURE);
    all.addAll(List.of(IMAGE_ID, URI, COMBINE, EXCLUDE_SELF));
    return Set.copyOf(all);
  }

  /**
   * Reads a query.
   *
   * @throws CiderException QUERY_INVALID
   */
  static Query read(QueryParameters url) {
    return new UrlQuery(url).query();
  }

  private Query query() {
    Query.Builder query = Query.newBuilder();
    List<String> ids = url.all(IMAGE_ID);
    List<String> uris = url.all(URI);
    if (ids.size() + uris.size() > 1) {
      query.setImageIds(ids).setUris(uris);
    } else {
      ids.forEach(query::setImageId);
      uris.forEach(query::setUri);
    }
    number("top_k", Integer::valueOf).ifPresent(query::setTopK);
    number("offset", Integer::valueOf).ifPresent(query::setOffset);
    number("verify", Integer::valueOf).ifPresent(query::setVerify);
    number("min_score", Float::valueOf).ifPresent(query::setMinScore);
    url.single(COMBINE).ifPresent(query::setCombine);
    url.single("filter").ifPresent(query::setFilter);
    url.single("group_by").ifPresent(query::setGroupBy);
    url.single(EXCLUDE_SELF).map(UrlQuery::truth).ifPresent(query::setExcludeSelf);
    url.single("region").map(UrlQuery::region).ifPresent(query::setRegion);
    url.single("at_least").map(RecordPosition::parseList).ifPresent(query::setAtLeast);
    return query.build();
  }

  private <T extends Number> Optional<T> number(String name, Function<String, T> parser) {
    return url.single(name).map(text -> parse(name, text, parser));
  }

  private static <T> T parse(String name, String text, Function<String, T> parser) {
    try {
      return parser.apply(text.strip());
    } catch (NumberFormatException e) {
      throw invalid(name, text, "a number");
    }
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(EXCLUDE_SELF, text, "true or false");
    };
  }

  private static Box region(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != REGION_NUMBERS) {
      throw invalid("region", text, "x1,y1,x2,y2");
    }
    float[] edges = new float[REGION_NUMBERS];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = parse("region", parts[i], Float::valueOf);
    }
    return new Box(edges[0], edges[1], edges[2], edges[3], 1f);
  }

  private static CiderException invalid(String name, String text, String what) {
    return new CiderException(
        ErrorCode.QUERY_INVALID, "%s=%s is not %s.".formatted(name, text, what));
  }
}
