package io.ciderstream.console.live;

import java.util.List;

/**
 * What the checks of an installation found.
 *
 * @param atMs when, epoch milliseconds
 * @param findings one for each check
 * @param index the index of descriptors
 * @param topics those that exist
 */
public record SystemReport(long atMs, List<Check> findings, Index index, List<Topic> topics) {
  /**
   * The result of a check.
   *
   * @param check what was checked
   * @param verdict ok, warning or problem
   * @param detail the facts
   * @param remedy what to do; empty if there is nothing to do
   */
  public record Check(String check, String verdict, String detail, String remedy) {}

  /**
   * The index.
   *
   * @param address of the server
   * @param error why it is unreachable; null if it is not
   * @param rows pictures in the collection that is searched
   * @param models those with a collection
   */
  public record Index(String address, String error, long rows, List<Model> models) {}

  /**
   * A model with a collection.
   *
   * @param hash of the model
   * @param served whether its collection is searched
   */
  public record Model(String hash, boolean served) {}

  /**
   * A topic.
   *
   * @param topic its name
   * @param partitions how many it has
   * @param begin sum of their first offsets
   * @param end sum of their ends
   */
  public record Topic(String topic, int partitions, long begin, long end) {}
}
