package io.ciderstream.embedding.raster;

import java.io.IOException;
import java.io.InputStream;

/** Decompresses LZW as GIF and TIFF have it. One thread. */
final class LzwInput extends InputStream {
  private static final int MAX_BITS = 12;
  private static final int TABLE = 1 << MAX_BITS;

  private final InputStream in;
  private final boolean lowestBitFirst;
  private final int literalBits;
  private final int early;
  private final int clear;
  private final short[] prefix = new short[TABLE];
  private final byte[] last = new byte[TABLE];
  private final byte[] first = new byte[TABLE];
  private final short[] length = new short[TABLE];
  private final byte[] pending = new byte[TABLE + 1];
  private final byte[] read = new byte[1024];
  private int readAt;
  private int readEnd;
  private int pendingAt;
  private int pendingEnd;
  private int held;
  private int heldBits;
  private int width;
  private int next;
  private int previous;
  private boolean ended;

  private LzwInput(InputStream in, boolean lowestBitFirst, int literalBits, int early) {
    this.in = in;
    this.lowestBitFirst = lowestBitFirst;
    this.literalBits = literalBits;
    this.early = early;
    this.clear = 1 << literalBits;
    for (int i = 0; i < clear; i++) {
      last[i] = (byte) i;
      first[i] = (byte) i;
      length[i] = 1;
    }
    restart();
  }

  /** Returns a stream that decodes GIF's LZW. */
  static LzwInput gif(InputStream in, int literalBits) {
    return new LzwInput(in, true, literalBits, 0);
  }

  /** Returns a stream that decodes TIFF's LZW, where codes grow one code too early. */
  static LzwInput tiff(InputStream in) {
    return new LzwInput(in, false, 8, 1);
  }

  private void restart() {
    width = literalBits + 1;
    next = clear + 2;
    previous = -1;
  }

  /** Returns whether the end code was read, so that nothing was cut off. */
  boolean isEnded() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    return pendingAt < pendingEnd || fill() ? pending[pendingAt++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int from, int count) throws IOException {
    int done = 0;
    while (done < count && (pendingAt < pendingEnd || fill())) {
      int part = Math.min(count - done, pendingEnd - pendingAt);
      System.arraycopy(pending, pendingAt, to, from + done, part);
      pendingAt += part;
      done += part;
    }
    return done == 0 && count > 0 ? -1 : done;
  }

  /** Expands the next code; false at the end. */
  private boolean fill() throws IOException {
    while (!ended) {
      int code = code();
      if (code < 0) {
        return false;
      }
      if (code == clear) {
        restart();
      } else if (code == clear + 1) {
        ended = true;
      } else {
        expand(code);
        return true;
      }
    }
    return false;
  }

  private void expand(int code) {
    if (previous < 0 ? code >= clear : code > next || code == next && next >= TABLE) {
      throw new IllegalArgumentException("its LZW data are damaged");
    }
    int known = code;
    if (previous >= 0) {
      byte begins = code == next ? first[previous] : first[code];
      if (next < TABLE) {
        prefix[next] = (short) previous;
        last[next] = begins;
        first[next] = first[previous];
        length[next] = (short) (length[previous] + 1);
        next++;
      }
    }
    int size = length[known];
    for (int i = size - 1; i >= 0; i--) {
      pending[i] = last[known];
      known = prefix[known];
    }
    pendingAt = 0;
    pendingEnd = size;
    previous = code;
    if (next + early >= 1 << width && width < MAX_BITS) {
      width++;
    }
  }

  private int code() throws IOException {
    while (heldBits < width) {
      if (readAt == readEnd) {
        readAt = 0;
        readEnd = in.read(read);
        if (readEnd <= 0) {
          readEnd = 0;
          return -1;
        }
      }
      int next8 = read[readAt++] & 0xff;
      held = lowestBitFirst ? held | next8 << heldBits : held << 8 | next8;
      heldBits += 8;
    }
    heldBits -= width;
    int code;
    if (lowestBitFirst) {
      code = held & (1 << width) - 1;
      held >>>= width;
    } else {
      code = held >>> heldBits;
      held &= (1 << heldBits) - 1;
    }
    return code;
  }
}
