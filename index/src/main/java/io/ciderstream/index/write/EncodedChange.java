package io.ciderstream.index.write;

import com.google.gson.JsonObject;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SourceOffset;
import java.util.Map;
import java.util.Optional;

/** A change in the form in which the SDK sends it. Each is equal to itself only. */
public abstract sealed class EncodedChange implements PreparedChange<EncodedChange> {
  private final Object group;
  private final RowKey key;
  private final Optional<SourceOffset> source;

  private EncodedChange(Object group, RowKey key, Optional<SourceOffset> source) {
    this.group = group;
    this.key = key;
    this.source = source;
  }

  @Override
  public Object group() {
    return group;
  }

  @Override
  public RowKey key() {
    return key;
  }

  @Override
  public EncodedChange encoded() {
    return this;
  }

  /** Returns the record that the change comes from, if it is known. */
  public Optional<SourceOffset> source() {
    return source;
  }

  /** A row. */
  public static final class Upsert extends EncodedChange {
    private final Destination destination;
    private final JsonObject json;
    private final Map<String, float[]> vectors;
    private final long bytes;

    /**
     * Creates a row.
     *
     * @param group see {@link PreparedChange#group}
     * @param vectors of dense fields, which {@code json} does not have; rows of one collection have
     *     the same ones
     */
    public Upsert(
        Object group,
        RowKey key,
        Optional<SourceOffset> source,
        Destination destination,
        JsonObject json,
        Map<String, float[]> vectors,
        long bytes) {
      super(group, key, source);
      this.destination = destination;
      this.json = json;
      this.vectors = vectors;
      this.bytes = bytes;
    }

    Destination destination() {
      return destination;
    }

    /** Returns the row as the SDK takes it, without {@link #vectors}. */
    public JsonObject json() {
      return json;
    }

    /** Returns the vectors of dense fields. */
    public Map<String, float[]> vectors() {
      return vectors;
    }

    @Override
    public long bytes() {
      return bytes;
    }
  }

  /** A deletion. */
  public static final class Delete extends EncodedChange {
    private static final int OVERHEAD = 16;
    private static final int BYTES_PER_CHARACTER = 3;

    /**
     * Creates a deletion.
     *
     * @param group see {@link PreparedChange#group}
     */
    public Delete(Object group, RowKey key, Optional<SourceOffset> source) {
      super(group, key, source);
    }

    @Override
    public long bytes() {
      return OVERHEAD + (long) BYTES_PER_CHARACTER * key().toString().length();
    }
  }
}
