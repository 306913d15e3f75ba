package io.ciderstream.overlap.candidate;

/**
 * An evaluation picture and a training picture that may show the same.
 *
 * @param query number of the evaluation picture
 * @param queryId its name in its set
 * @param queryName what it shows, or empty
 * @param row of the training picture in its list
 * @param file of the training picture, below the list's root
 * @param label its class
 * @param className what the class is called, or empty
 * @param cosine of the descriptors; the larger one of the picture and of the mirrored picture
 * @param named whether the names agree
 */
public record Candidate(
    int query,
    String queryId,
    String queryName,
    int row,
    String file,
    String label,
    String className,
    double cosine,
    boolean named) {
  /** Returns a name of the pair that is the same in every run over the same lists. */
  public String id() {
    return id(query, row);
  }

  /** Returns the name of the pair of a query and of the training picture of a row. */
  public static String id(int query, int row) {
    return "q%d-p%d".formatted(query, row);
  }
}
