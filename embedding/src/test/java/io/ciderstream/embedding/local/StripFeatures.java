package io.ciderstream.embedding.local;

import java.util.Random;

/**
 * Local features of made-up pictures: words beside each other, each of which looks the same in
 * every picture. A word is a strip of 8 x 8 positions, so pictures that share a word have 64
 * inliers there.
 */
public final class StripFeatures {
  /** Inliers of two pictures that share one word. */
  public static final int OF_A_WORD = 64;

  /** How they are compared. */
  public static final VerificationOptions OPTIONS =
      new VerificationOptions(256, 0.5, 1.5, 64, 8, 16);

  private static final int SIDE = 8;
  private static final int DIMENSION = 32;

  private StripFeatures() {}

  /** Returns the features of a picture that shows words, from left to right. */
  public static LocalFeatures of(String... words) {
    int width = SIDE * words.length;
    int[] cells = new int[OF_A_WORD * words.length];
    byte[] values = new byte[cells.length * DIMENSION];
    for (int word = 0; word < words.length; word++) {
      byte[] looks = new byte[OF_A_WORD * DIMENSION];
      new Random(words[word].hashCode()).nextBytes(looks);
      System.arraycopy(looks, 0, values, word * looks.length, looks.length);
      for (int i = 0; i < OF_A_WORD; i++) {
        cells[word * OF_A_WORD + i] = i / SIDE * width + word * SIDE + i % SIDE;
      }
    }
    return new LocalFeatures(width, SIDE, cells, values);
  }
}
