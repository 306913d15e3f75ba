package io.ciderstream.integrity.compare;

import io.ciderstream.integrity.entry.Entry;
import java.util.Map;
import java.util.Optional;

/** How far the embedder and the sink are. */
public final class ReachedOffsets {
  private Map<Integer, Long> embedder = Map.of();
  private Optional<Map<Integer, Long>> sink = Optional.empty();

  /** Notes the offsets of {@code images} that the embedder's group has committed. */
  public void embedderCommitted(Map<Integer, Long> offsets) {
    embedder = Map.copyOf(offsets);
  }

  /** Notes the offsets of {@code descriptors} that the sink's group has committed. */
  public void sinkCommitted(Map<Integer, Long> offsets) {
    sink = Optional.of(Map.copyOf(offsets));
  }

  /** Returns whether the embedder has passed this record of {@code images}. */
  boolean passed(Entry image) {
    return image.offset() < embedder.getOrDefault(image.partition(), 0L);
  }

  /**
   * Returns whether the sink has passed this record of {@code descriptors}; true if there is no
   * such group.
   */
  boolean written(Entry descriptor) {
    return sink.isEmpty()
        || descriptor.offset() < sink.get().getOrDefault(descriptor.partition(), 0L);
  }
}
