package io.ciderstream.index.milvus.rows;

import com.google.gson.JsonObject;
import io.ciderstream.index.rows.PreparedChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SourceOffset;
import java.util.Optional;

/** A change in the SDK's words. Each is equal to itself only. */
sealed interface Prepared extends PreparedChange {
  /** A row. */
  final class Upsert implements Prepared {
    private final RowKey key;
    private final SourceOffset source;
    private final JsonObject json;
    private final Optional<String> partition;
    private final long bytes;

    Upsert(
        RowKey key, SourceOffset source, JsonObject json, Optional<String> partition, long bytes) {
      this.key = key;
      this.source = source;
      this.json = json;
      this.partition = partition;
      this.bytes = bytes;
    }

    JsonObject json() {
      return json;
    }

    Optional<String> partition() {
      return partition;
    }

    @Override
    public RowKey key() {
      return key;
    }

    @Override
    public SourceOffset source() {
      return source;
    }

    @Override
    public long bytes() {
      return bytes;
    }
  }

  /** A deletion. */
  final class Delete implements Prepared {
    private static final int OVERHEAD = 16;
    private final RowKey key;
    private final SourceOffset source;

    Delete(RowKey key, SourceOffset source) {
      this.key = key;
      this.source = source;
    }

    @Override
    public RowKey key() {
      return key;
    }

    @Override
    public SourceOffset source() {
      return source;
    }

    @Override
    public long bytes() {
      return OVERHEAD + 3L * key.toString().length();
    }
  }
}
