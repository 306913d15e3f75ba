package io.ciderstream.integrity.entry;

import io.ciderstream.schemas.RecordPosition;
import java.nio.ByteBuffer;

/**
 * One record or row. Entries are sorted by key, partition, source offset and kind, so that all of
 * one key follow each other, and a dead letter comes directly before its image.
 *
 * @param key digest of the record's key
 * @param kind what it was made from
 * @param source the record of {@code images} that it comes from; offset -1 if that is unknown
 * @param offset in its own topic, or of the descriptor that a dead letter is about; -1 for a row
 * @param idAt where the id is in the file of ids; -1 if it is not there
 * @param facts what it says
 */
public record Entry(
    KeyDigest key, EntryKind kind, RecordPosition source, long offset, long idAt, Facts facts) {
  /** The bytes that entries are sorted by. */
  public static final int KEY_BYTES = 2 * Long.BYTES + Integer.BYTES + Long.BYTES + 1 + Long.BYTES;

  /** The size of an encoded entry. */
  public static final int BYTES =
      KEY_BYTES + Long.BYTES + Integer.BYTES + 2 * Long.BYTES + 4 * Float.BYTES;

  /** Means that an offset or a place is unknown. */
  public static final long UNKNOWN = -1;

  private static final EntryKind[] KINDS = EntryKind.values();

  /** Returns the record's partition. */
  public int partition() {
    return source.partition();
  }

  /** Returns the entry as bytes that sort as the class says. */
  public byte[] encoded() {
    byte[] bytes = new byte[BYTES];
    VectorSketch sketch = facts.sketch();
    // the first bit of signed numbers is flipped, so that they sort as unsigned ones
    ByteBuffer.wrap(bytes)
        .putLong(key.high())
        .putLong(key.low())
        .putInt(source.partition() ^ Integer.MIN_VALUE)
        .putLong(source.offset() ^ Long.MIN_VALUE)
        .put((byte) kind.ordinal())
        .putLong(offset ^ Long.MIN_VALUE)
        .putLong(idAt)
        .putInt(facts.label())
        .putLong(facts.content())
        .putLong(facts.fields())
        .putFloat(sketch.a())
        .putFloat(sketch.b())
        .putFloat(sketch.c())
        .putFloat(sketch.d());
    return bytes;
  }

  /** Returns the entry of these bytes. */
  public static Entry decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    KeyDigest key = new KeyDigest(in.getLong(), in.getLong());
    RecordPosition source =
        new RecordPosition(in.getInt() ^ Integer.MIN_VALUE, in.getLong() ^ Long.MIN_VALUE);
    EntryKind kind = KINDS[in.get()];
    long offset = in.getLong() ^ Long.MIN_VALUE;
    long idAt = in.getLong();
    Facts facts =
        new Facts(
            in.getInt(),
            in.getLong(),
            in.getLong(),
            new VectorSketch(in.getFloat(), in.getFloat(), in.getFloat(), in.getFloat()));
    return new Entry(key, kind, source, offset, idAt, facts);
  }
}
