package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;

/**
 * Walks the markers of a JPEG (ITU-T T.81, annex B). Bytes between segments that belong to none are
 * skipped, as decoders do. One thread.
 */
public final class JpegMarkers {
  public static final int START_OF_SCAN = 0xda;
  public static final int END_OF_IMAGE = 0xd9;
  static final int APP1 = 0xe1;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int TEM = 0x01;
  private static final int RESTART_FIRST = 0xd0;
  private static final int RESTART_LAST = 0xd7;

  private final ByteBuffer in;
  private int marker;
  private int start;
  private int end;
  private int skipped;

  /** Starts behind the SOI marker. */
  public JpegMarkers(ByteBuffer jpeg) {
    this.in = jpeg.duplicate();
    this.end = 2;
  }

  /**
   * Goes to the next marker.
   *
   * @return false if there is none, or its segment exceeds the content
   */
  public boolean next() {
    int at = end;
    while (true) {
      while (at < in.limit() && (in.get(at) & 0xff) != 0xff) {
        at++;
      }
      int code = at;
      while (code < in.limit() && (in.get(code) & 0xff) == 0xff) {
        code++;
      }
      if (code >= in.limit()) {
        return false;
      }
      int found = in.get(code) & 0xff;
      if (found != 0) {
        skipped = at - end;
        marker = found;
        start = at;
        return segment(code + 1);
      }
      at = code;
    }
  }

  private boolean segment(int from) {
    boolean alone =
        marker == TEM
            || marker >= RESTART_FIRST && marker <= RESTART_LAST
            || marker == START_OF_IMAGE
            || marker == END_OF_IMAGE;
    if (alone) {
      end = from;
      return true;
    }
    if (from + 2 > in.limit()) {
      return false;
    }
    int length = in.getShort(from) & 0xffff;
    end = from + length;
    return length >= 2 && end <= in.limit();
  }

  /** Goes over the entropy-coded data behind a scan's header, to the next marker but restarts. */
  public void skipScan() {
    int at = end;
    while (at + 1 < in.limit()) {
      if ((in.get(at) & 0xff) == 0xff && isEndOfScan(in.get(at + 1) & 0xff)) {
        end = at;
        return;
      }
      at++;
    }
    end = in.limit();
  }

  private static boolean isEndOfScan(int code) {
    return code != 0 && code != 0xff && !(code >= RESTART_FIRST && code <= RESTART_LAST);
  }

  /** Returns the marker's second byte. */
  public int marker() {
    return marker;
  }

  /** Returns whether it is one of the markers that may be in a picture behind its first scan. */
  public boolean mayFollowScan() {
    return switch (marker) {
      case 0xc4, 0xda, 0xdb, 0xdc, 0xdd, 0xfe, END_OF_IMAGE -> true;
      default -> marker >= 0xe0 && marker <= 0xef;
    };
  }

  /** Returns whether it is a frame header, SOF0 to SOF15. */
  public boolean isFrame() {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Returns where the marker begins. */
  public int start() {
    return start;
  }

  /** Returns where its segment ends, or the scan behind it after {@link #skipScan}. */
  public int end() {
    return end;
  }

  /** Returns how many bytes before it belong to nothing. */
  public int skipped() {
    return skipped;
  }

  /** Returns the segment's data, without marker and length. */
  public ByteBuffer data() {
    int from = start + 1;
    while ((in.get(from) & 0xff) == 0xff) {
      from++;
    }
    return in.slice(from + 3, Math.max(0, end - from - 3));
  }
}
