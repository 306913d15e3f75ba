package io.ciderstream.evaluation.data;

import java.util.List;

/**
 * The landmarks that an exclusion file removed from a list.
 *
 * @param landmarksRemoved how many landmarks were excluded
 * @param imagesRemoved how many of their pictures
 * @param landmarksLeft how many landmarks remain
 * @param imagesLeft how many pictures remain
 * @param unknown ids of the exclusion file that the list doesn't have
 */
public record Removal(
    long landmarksRemoved,
    long imagesRemoved,
    long landmarksLeft,
    long imagesLeft,
    List<String> unknown) {
  private static final int MAX_NAMED = 10;

  /** The totals published for RGLDv2-clean (Song et al., CVPR 2024). */
  public static final Removal PUBLISHED = new Removal(18, 1_565, 81_295, 1_578_905, List.of());

  public Removal {
    unknown = List.copyOf(unknown);
  }

  /** Returns whether these are the published totals, so that the set is RGLDv2-clean. */
  public boolean isPublished() {
    return equals(PUBLISHED);
  }

  /** Returns a few sentences that compare this with the published totals. */
  public String text() {
    String text = totals();
    if (landmarksRemoved == 0 && unknown.isEmpty()) {
      return text + "; no landmark was to be removed.";
    }
    text +=
        isPublished() ? ", as published" : "; published for RGLDv2-clean: " + PUBLISHED.totals();
    if (!unknown.isEmpty()) {
      text +=
          "; %d ids of the exclusion file are not in the list: %s"
              .formatted(
                  unknown.size(),
                  String.join(", ", unknown.subList(0, Math.min(MAX_NAMED, unknown.size()))));
    }
    return text + ".";
  }

  private String totals() {
    return "removed %,d landmarks with %,d pictures; left %,d landmarks with %,d pictures"
        .formatted(landmarksRemoved, imagesRemoved, landmarksLeft, imagesLeft);
  }
}
