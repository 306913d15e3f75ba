package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/** RegionParser of a query picture. */
final class RegionParser {
  private static final int NUMBERS = 4;

  private RegionParser() {}

  /** Reads {@code x1,y1,x2,y2}. */
  static BoundingBox parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != NUMBERS) {
      throw invalid(text);
    }
    try {
      return check(
          Float.parseFloat(parts[0].strip()),
          Float.parseFloat(parts[1].strip()),
          Float.parseFloat(parts[2].strip()),
          Float.parseFloat(parts[3].strip()));
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  static BoundingBox check(float x1, float y1, float x2, float y2) {
    // written so that NaN fails as well
    if (!(x1 >= 0 && y1 >= 0 && x1 < x2 && y1 < y2 && x2 <= 1 && y2 <= 1)) {
      throw invalid("%s,%s,%s,%s".formatted(x1, y1, x2, y2));
    }
    return new BoundingBox(x1, y1, x2, y2, 1);
  }

  private static CiderException invalid(String text) {
    return new CiderException(ErrorCode.REGION_INVALID, "The region is '%s'.".formatted(text));
  }
}
