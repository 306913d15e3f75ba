package io.ciderstream.overlap.list;

import java.util.List;

/**
 * Consecutive pictures of a training list.
 *
 * @param first row of the first one
 * @param pictures at least one
 */
public record ListPart(int first, List<ListedPicture> pictures) {
  public ListPart {
    pictures = List.copyOf(pictures);
  }
}
