package io.ciderstream.trials.memory;

/**
 * What a role needs after its start, by several starts.
 *
 * @param role of the process
 * @param ids image ids in the topics
 * @param seconds from the start of the process to its first answer
 * @param heapBytes live objects on the heap, after a full collection
 * @param residentBytes memory of the process, after that collection
 */
public record RoleFootprint(
    MeasuredRole role, long ids, Spread seconds, Spread heapBytes, Spread residentBytes) {
  /**
   * What is to be expected with a number of ids.
   *
   * @param seconds to the first answer
   * @param heapBytes live objects on the heap
   * @param residentBytes memory of the process
   */
  public record Expected(double seconds, double heapBytes, double residentBytes) {}

  /** Returns what is to be expected with more ids, by this and a footprint with more ids. */
  public Expected extrapolate(RoleFootprint larger, long to) {
    return new Expected(
        seconds.extrapolate(ids, larger.seconds, larger.ids, to),
        heapBytes.extrapolate(ids, larger.heapBytes, larger.ids, to),
        residentBytes.extrapolate(ids, larger.residentBytes, larger.ids, to));
  }
}
