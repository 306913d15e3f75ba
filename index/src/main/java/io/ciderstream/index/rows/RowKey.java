package io.ciderstream.index.rows;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Texts;

/** A primary key. */
public sealed interface RowKey {
  /** A key of a VarChar field: not empty, no control characters. */
  record Text(String value) implements RowKey {
    /** Rejects an invalid key with KEY_INVALID. */
    public Text {
      if (value.isEmpty()
          || value.codePoints().anyMatch(Character::isISOControl)
          || !Texts.isWellFormed(value)) {
        throw new CiderException(
            ErrorCode.KEY_INVALID,
            "The key is empty or has a control character or half of a surrogate pair.");
      }
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /** A key of an Int64 field. */
  record Number(long value) implements RowKey {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }
}
