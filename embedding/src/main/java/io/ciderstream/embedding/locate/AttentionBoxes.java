package io.ciderstream.embedding.locate;

import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.schemas.BoundingBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Boxes around the connected parts of an attention map that are at least as high as a threshold.
 * Cells that touch, be it at a corner, are connected. A map of zeros has none.
 *
 * @param threshold more than 0, less than 1
 */
public record AttentionBoxes(double threshold) {
  /** The default if a model has no other. */
  public static final AttentionBoxes STANDARD = new AttentionBoxes(0.6);

  private static final int LEAST_CELLS = 3;
  private static final int MOST_BOXES = 8;

  public AttentionBoxes {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "box threshold %s is not within 0..1".formatted(threshold));
    }
  }

  /**
   * Returns the boxes of a map, the one with most cells first, {@value #MOST_BOXES} at most; a part
   * of fewer than {@value #LEAST_CELLS} cells counts only if it is the first.
   *
   * @return edges in 0..1 of what the map covers; the score is the mean attention inside
   */
  public List<BoundingBox> of(AttentionMap map) {
    List<Part> parts = parts(map);
    parts.sort(Comparator.comparingInt((Part part) -> part.cells).reversed());
    List<BoundingBox> boxes = new ArrayList<>();
    for (Part part : parts) {
      if (boxes.size() < MOST_BOXES && (boxes.isEmpty() || part.cells >= LEAST_CELLS)) {
        boxes.add(part.box(map));
      }
    }
    return List.copyOf(boxes);
  }

  private List<Part> parts(AttentionMap map) {
    boolean[] open = new boolean[map.values().length];
    for (int i = 0; i < open.length; i++) {
      open[i] = map.at(i / map.width(), i % map.width()) >= threshold;
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        parts.add(new Part(map, open, i));
      }
    }
    return parts;
  }

  /** One connected part; the cells it takes are closed. */
  private static final class Part {
    private int cells;
    private int top = Integer.MAX_VALUE;
    private int left = Integer.MAX_VALUE;
    private int bottom;
    private int right;

    Part(AttentionMap map, boolean[] open, int first) {
      int[] waiting = new int[open.length];
      int count = 0;
      waiting[count++] = first;
      open[first] = false;
      while (count > 0) {
        int cell = waiting[--count];
        int row = cell / map.width();
        int column = cell % map.width();
        take(row, column);
        for (int y = Math.max(0, row - 1); y <= Math.min(map.height() - 1, row + 1); y++) {
          for (int x = Math.max(0, column - 1); x <= Math.min(map.width() - 1, column + 1); x++) {
            int next = y * map.width() + x;
            if (open[next]) {
              open[next] = false;
              waiting[count++] = next;
            }
          }
        }
      }
    }

    private void take(int row, int column) {
      cells++;
      top = Math.min(top, row);
      left = Math.min(left, column);
      bottom = Math.max(bottom, row + 1);
      right = Math.max(right, column + 1);
    }

    BoundingBox box(AttentionMap map) {
      double sum = 0;
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          sum += map.at(row, column);
        }
      }
      return new BoundingBox(
          (float) left / map.width(),
          (float) top / map.height(),
          (float) right / map.width(),
          (float) bottom / map.height(),
          (float) (sum / ((bottom - top) * (right - left))));
    }
  }
}
