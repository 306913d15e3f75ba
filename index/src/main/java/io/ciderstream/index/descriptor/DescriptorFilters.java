package io.ciderstream.index.descriptor;

import static java.util.stream.Collectors.joining;

import io.ciderstream.index.calls.Literals;
import io.ciderstream.schemas.ImageId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Milvus expressions over descriptors. */
public final class DescriptorFilters {
  private DescriptorFilters() {}

  /** Returns the filter for the rows with one of these ids; at least one. */
  public static String idIn(Collection<ImageId> ids) {
    return ids.stream()
        .map(id -> Literals.quoted(id.value()))
        .collect(joining(",", DescriptorFields.ID + " in [", "]"));
  }

  /** Returns the filter for the row of this id, if it passes the other filter. */
  public static String idAnd(ImageId id, Optional<String> filter) {
    String one = idIn(List.of(id));
    return filter.map(passing -> "%s and (%s)".formatted(one, passing)).orElse(one);
  }

  /** Returns the filter for rows of a partition of the images topic from this offset on. */
  public static String from(int partition, long offset) {
    return "%s == %d and %s >= %d"
        .formatted(
            DescriptorFields.SOURCE_PARTITION, partition, DescriptorFields.SOURCE_OFFSET, offset);
  }

  /**
   * Returns the filter for rows of a partition of the images topic with an offset in [from, to).
   */
  public static String between(int partition, long from, long to) {
    return "%s and %s < %d".formatted(from(partition, from), DescriptorFields.SOURCE_OFFSET, to);
  }

  /** Returns the filter for rows of this partition of the images topic and of later ones. */
  public static String fromPartition(int partition) {
    return "%s >= %d".formatted(DescriptorFields.SOURCE_PARTITION, partition);
  }
}
