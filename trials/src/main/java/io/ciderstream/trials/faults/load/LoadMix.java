package io.ciderstream.trials.faults.load;

/**
 * What a load consists of.
 *
 * @param perSecond records a second
 * @param queries a second
 * @param updates share of records that replace a picture, 0..1
 * @param deletions share that delete one
 * @param poison share that cannot be indexed, every kind in turn
 */
public record LoadMix(
    double perSecond, double queries, double updates, double deletions, double poison) {
  /** Ten records a second: new pictures, updates and deletions; and two queries. */
  public static final LoadMix USUAL = new LoadMix(10, 2, 0.25, 0.2, 0);

  /** Returns the same with another number of records a second. */
  public LoadMix withRate(double records) {
    return new LoadMix(records, queries, updates, deletions, poison);
  }

  /** Returns the same with a share of poison. */
  public LoadMix withPoison(double share) {
    return new LoadMix(perSecond, queries, updates, deletions, share);
  }

  /** Returns the same with a share of the records and queries a second. */
  public LoadMix reduced(double share) {
    return new LoadMix(perSecond * share, queries * share, updates, deletions, poison);
  }
}
