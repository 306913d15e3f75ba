package io.ciderstream.trials.faults.load;

/**
 * What a load consists of.
 *
 * @param perSecond records a second
 * @param updates share of records that replace a picture, 0..1
 * @param deletions share that delete one
 * @param poison share that cannot be indexed, every kind in turn
 */
public record LoadMix(double perSecond, double updates, double deletions, double poison) {
  /** Ten records a second: new pictures, updates and deletions. */
  public static final LoadMix USUAL = new LoadMix(10, 0.25, 0.2, 0);

  /** Returns the same with a share of poison. */
  public LoadMix withPoison(double share) {
    return new LoadMix(perSecond, updates, deletions, share);
  }
}
