package io.ciderstream.evaluation.data;

/** At most so many of a list, spread evenly over it. */
final class EvenShare {
  private EvenShare() {}

  /**
   * Returns whether an item is kept.
   *
   * @param at its place in the list, from 0
   * @param size of the list
   * @param most how many are kept
   */
  static boolean has(long at, long size, int most) {
    return size <= most || (at + 1) * most / size > at * most / size;
  }
}
