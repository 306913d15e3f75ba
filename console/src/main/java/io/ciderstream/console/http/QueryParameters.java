package io.ciderstream.console.http;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** The parameters of a request's query string. Any thread. */
public final class QueryParameters {
  /** The parameters of a request whose query string has not been read. */
  static final QueryParameters NONE = new QueryParameters(Fields.EMPTY);

  private static final int MAX_NAME_SHOWN = 64;
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?!\\p{XDigit}{2})");

  private final Fields fields;

  private QueryParameters(Fields fields) {
    this.fields = fields;
  }

  /**
   * Reads the query string.
   *
   * @throws CiderException QUERY_INVALID if it is not percent-encoded UTF-8
   */
  static QueryParameters of(Request request) {
    String raw = request.getHttpURI().getQuery();
    if (raw != null && BROKEN_ESCAPE.matcher(raw).find()) {
      throw invalid(
          "The query string '%s' has a %% without two hex digits; write %%25 for a percent sign."
              .formatted(raw),
          null);
    }
    try {
      return new QueryParameters(Request.extractQueryParameters(request, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw invalid("The query string '%s' is not UTF-8; encode it so.".formatted(raw), e);
    }
  }

  /**
   * Rejects a parameter that the route does not know, since a misspelt one would be ignored
   * silently.
   *
   * @throws CiderException QUERY_INVALID
   */
  void requireKnown(Route route) {
    for (Fields.Field field : fields) {
      if (!route.takes(field.getName())) {
        throw invalid(
            "There is no query parameter '%s' here; %s."
                .formatted(
                    Texts.shortened(field.getName(), MAX_NAME_SHOWN),
                    route.parameters().isEmpty()
                        ? "there is none at all"
                        : "there is " + String.join(", ", new TreeSet<>(route.parameters()))),
            null);
      }
    }
  }

  /** Returns a parameter, if it is there and not blank. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(fields.getValue(name)).filter(value -> !value.isBlank());
  }

  /** Returns all values of a parameter that may be repeated, without blank ones. */
  public List<String> all(String name) {
    return fields.getValuesOrEmpty(name).stream().filter(value -> !value.isBlank()).toList();
  }

  /**
   * Returns a parameter that may not be repeated, if it is there and not blank.
   *
   * @throws CiderException QUERY_INVALID
   */
  public Optional<String> single(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw invalid("%s may be there once, but is %d times.".formatted(name, values.size()), null);
    }
    return values.stream().findFirst();
  }

  /**
   * Returns a whole number.
   *
   * @throws CiderException QUERY_INVALID if the value is not a number between the bounds
   */
  public Optional<Integer> number(String name, int least, int most) {
    return get(name).map(text -> number(name, text, least, most));
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw invalid("%s=%s is not a number from %d to %d.".formatted(name, text, least, most), null);
  }

  /** Returns the parameters whose names begin with the prefix, by the rest of their names. */
  public Map<String, String> withPrefix(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (Fields.Field field : fields) {
      if (field.getName().startsWith(prefix)) {
        found.put(field.getName().substring(prefix.length()), field.getValue());
      }
    }
    return found;
  }

  private static CiderException invalid(String detail, Throwable cause) {
    return new CiderException(ErrorCode.QUERY_INVALID, detail, cause);
  }
}
