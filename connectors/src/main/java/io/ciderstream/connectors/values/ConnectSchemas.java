package io.ciderstream.connectors.values;

import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import java.util.Optional;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Converts Connect schemas to fields of a collection. */
public final class ConnectSchemas {
  private static final int MAX_ELEMENT_BYTES = 1024;

  private ConnectSchemas() {}

  /**
   * Returns the field for values of this schema. Dates and times are Int64 milliseconds. Decimals
   * are Double, because filters need numbers; a VarChar in {@code fields.types} keeps them exact.
   * Bytes are VarChar in Base64, arrays of scalars are Array, and everything else is JSON.
   */
  public static FieldSpec field(String name, Schema schema) {
    boolean nullable = schema.isOptional();
    if (schema.name() != null) {
      switch (schema.name()) {
        case Decimal.LOGICAL_NAME:
          return FieldSpec.of(name, FieldKind.DOUBLE, 0, nullable);
        case Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME:
          return FieldSpec.of(name, FieldKind.INT64, 0, nullable);
        default:
          break;
      }
    }
    FieldKind kind = kind(schema);
    return switch (kind) {
      case ARRAY -> {
        FieldKind element = kind(schema.valueSchema());
        yield new FieldSpec(
            name,
            kind,
            element == FieldKind.VARCHAR ? MAX_ELEMENT_BYTES : 0,
            Optional.of(element),
            FieldSpec.MAX_CAPACITY,
            nullable);
      }
      case VARCHAR -> FieldSpec.of(name, kind, FieldSpec.MAX_VARCHAR, nullable);
      default -> FieldSpec.of(name, kind, 0, nullable);
    };
  }

  private static FieldKind kind(Schema schema) {
    return switch (schema.type()) {
      case BOOLEAN -> FieldKind.BOOL;
      case INT8 -> FieldKind.INT8;
      case INT16 -> FieldKind.INT16;
      case INT32 -> FieldKind.INT32;
      case INT64 -> FieldKind.INT64;
      case FLOAT32 -> FieldKind.FLOAT;
      case FLOAT64 -> FieldKind.DOUBLE;
      case STRING, BYTES -> FieldKind.VARCHAR;
      case MAP, STRUCT -> FieldKind.JSON;
      case ARRAY ->
          switch (schema.valueSchema().type()) {
            case ARRAY, MAP, STRUCT, BYTES -> FieldKind.JSON;
            case BOOLEAN, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, STRING ->
                schema.valueSchema().name() == null ? FieldKind.ARRAY : FieldKind.JSON;
          };
    };
  }
}
