package io.ciderstream.index.descriptor;

import io.ciderstream.index.CollectionName;
import io.ciderstream.index.rows.Target;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Warns when the alias points to another collection than is written, as it does after a rebuild. It
 * is read when a collection was opened, and once a minute. One thread.
 */
final class AliasWatch {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final String alias;
  private final UnaryOperator<Target> ensured;
  private final LongSupplier nanos;
  private final Consumer<String> warnings;
  private boolean due = true;
  private long checked;
  private Target known;

  /**
   * Creates a watch.
   *
   * @param ensured creates the alias for a collection if it is missing, and returns its collection
   * @param nanos a clock
   * @param warnings receives one for each collection that the alias points to instead
   */
  AliasWatch(
      String alias, UnaryOperator<Target> ensured, LongSupplier nanos, Consumer<String> warnings) {
    this.alias = alias;
    this.ensured = ensured;
    this.nanos = nanos;
    this.warnings = warnings;
  }

  /** Reads the alias at the next row. */
  void opened() {
    due = true;
  }

  /** Notes that a row is written to a collection. */
  void writing(Target written) {
    if (!due && nanos.getAsLong() - checked < INTERVAL.toNanos()) {
      return;
    }
    Target served = ensured.apply(written);
    due = false;
    checked = nanos.getAsLong();
    if (!served.equals(written) && !served.equals(known)) {
      warnings.accept(
          "descriptors go to %s, but the alias %s points to %s and is not changed: searches do not see them%s"
              .formatted(written, alias, served, remedy(served)));
    }
    known = served;
  }

  private String remedy(Target served) {
    return CollectionName.of(served.collection())
        .map(CollectionName::index)
        .filter(index -> !index.equals(alias))
        .map(". Unless another sink writes that collection, give this one the index %s"::formatted)
        .orElse(" until the alias is moved");
  }
}
