package io.ciderstream.train.learn.config;

/**
 * How the fully connected layer begins.
 *
 * @param start what its rows are
 * @param centred whether components are those around the mean; else around zero, without a bias
 * @param pictures how many pictures principal components are learned from, at most
 */
public record Projection(Start start, boolean centred, int pictures) {
  /** What the rows are. */
  public enum Start {
    /** Principal components of pooled features, each scaled by eigenvalue^-0.25. */
    PCA,
    /** Random. */
    RANDOM
  }
}
