package io.ciderstream.index.milvus;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Milvus expressions from values of others. The SDK pastes values into expressions as they are, so
 * all quoting is done here.
 */
public final class Filters {
  private Filters() {}

  /** Rows with one of these ids; at least one. */
  static String idIn(Collection<String> ids) {
    return ids.stream().map(Filters::quoted).collect(joining(",", Fields.ID + " in [", "]"));
  }

  /** The row of this id, if this filter lets it pass. */
  static String idAnd(String id, Optional<String> filter) {
    String one = idIn(List.of(id));
    return filter.map(passing -> "%s and (%s)".formatted(one, passing)).orElse(one);
  }

  /** Rows of a partition of the images topic from this offset on. */
  static String from(int partition, long offset) {
    return "%s == %d and %s >= %d"
        .formatted(Fields.SOURCE_PARTITION, partition, Fields.SOURCE_OFFSET, offset);
  }

  /** Rows of a partition of the images topic with an offset in [from, to). */
  static String between(int partition, long from, long to) {
    return "%s and %s < %d".formatted(from(partition, from), Fields.SOURCE_OFFSET, to);
  }

  /** Rows of this partition of the images topic and of later ones. */
  static String fromPartition(int partition) {
    return "%s >= %d".formatted(Fields.SOURCE_PARTITION, partition);
  }

  /**
   * A string literal. Image ids have no control characters, which leaves two characters to escape.
   */
  public static String quoted(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\');
      }
      literal.append(c);
    }
    return literal.append('"').toString();
  }
}
