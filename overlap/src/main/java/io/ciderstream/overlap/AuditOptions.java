package io.ciderstream.overlap;

/**
 * How an audit chooses and shows pairs.
 *
 * @param neighbours nearest training pictures of each evaluation picture
 * @param perNamedClass pictures of each class whose name agrees with an evaluation picture's
 * @param shownPerClass pairs of a class on the page
 * @param shown pairs on the page
 * @param threads that verify
 * @param partSize training pictures that are embedded and searched at a time
 */
public record AuditOptions(
    int neighbours, int perNamedClass, int shownPerClass, int shown, int threads, int partSize) {
  /** Training pictures that are embedded at a time by default. */
  public static final int PART = 16_384;

  /** Returns how candidates are chosen, as text. */
  String candidates() {
    return "%d nearest pictures of each evaluation picture, %d of each class of its name"
        .formatted(neighbours, perNamedClass);
  }
}
