package io.ciderstream.embedding.sniff;

/**
 * How the stored picture must be turned to be upright (EXIF 2.32, tag 0x0112): its sides are
 * swapped along the main diagonal first, then it is mirrored.
 */
public enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  UPSIDE_DOWN_MIRRORED(false, false, true),
  TRANSPOSED(true, false, false),
  RIGHT(true, true, false),
  TRANSVERSED(true, true, true),
  LEFT(true, false, true);

  private final boolean transposes;
  private final boolean mirrorsX;
  private final boolean mirrorsY;

  Orientation(boolean transposes, boolean mirrorsX, boolean mirrorsY) {
    this.transposes = transposes;
    this.mirrorsX = mirrorsX;
    this.mirrorsY = mirrorsY;
  }

  /** Returns the orientation of the tag's value; upright for invalid values. */
  static Orientation of(int tag) {
    return tag >= 1 && tag <= values().length ? values()[tag - 1] : UPRIGHT;
  }

  /** Returns whether width and height change places. */
  public boolean transposes() {
    return transposes;
  }

  /** Returns whether left and right change places, after the transposition. */
  public boolean mirrorsX() {
    return mirrorsX;
  }

  /** Returns whether top and bottom change places, after the transposition. */
  public boolean mirrorsY() {
    return mirrorsY;
  }
}
