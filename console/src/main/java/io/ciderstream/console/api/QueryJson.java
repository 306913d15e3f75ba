package io.ciderstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.ciderstream.console.http.ApiJson;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a query from JSON: the fields of the Avro schema, {@code content} in Base64, {@code region}
 * as a list of four numbers, {@code deadline} in epoch milliseconds. Only the types are checked;
 * the searcher checks the values.
 */
final class QueryJson {
  private static final Set<String> FIELDS =
      Set.of(
          "content",
          "uri",
          "image_id",
          "vector",
          "vector_model",
          "region",
          "top_k",
          "verify",
          "filter",
          "at_least",
          "deadline");

  /** The limit of Milvus. */
  private static final int MAX_DIMENSIONS = 32_768;

  private QueryJson() {}

  /**
   * Reads a query.
   *
   * @param maxBytes largest picture
   * @throws CiderException QUERY_INVALID, VECTOR_INVALID, VALUE_TOO_LARGE
   */
  static Query read(byte[] body, int maxBytes) {
    JsonNode json = ApiJson.readObject(body);
    Set<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      throw invalid("There is no field " + String.join(", ", unknown) + ".");
    }
    Query.Builder query = Query.newBuilder();
    query.setContent(content(json, maxBytes));
    query.setUri(text(json, "uri"));
    query.setImageId(text(json, "image_id"));
    query.setVector(has(json, "vector") ? vector(json) : null);
    query.setVectorModel(text(json, "vector_model"));
    query.setRegion(has(json, "region") ? region(numbers(json, "region")) : null);
    query.setFilter(text(json, "filter"));
    query.setAtLeast(positions(json));
    if (has(json, "top_k")) {
      query.setTopK(Math.toIntExact(whole(json, "top_k", Integer.MAX_VALUE)));
    }
    if (has(json, "verify")) {
      query.setVerify(Math.toIntExact(whole(json, "verify", Integer.MAX_VALUE)));
    }
    if (has(json, "deadline")) {
      query.setDeadline(Instant.ofEpochMilli(whole(json, "deadline", Long.MAX_VALUE)));
    }
    return query.build();
  }

  private static boolean has(JsonNode json, String field) {
    return json.hasNonNull(field);
  }

  private static String text(JsonNode json, String field) {
    if (!has(json, field)) {
      return null;
    }
    if (!json.get(field).isTextual()) {
      throw invalid(field + " is not a text.");
    }
    return json.get(field).textValue();
  }

  private static ByteBuffer content(JsonNode json, int maxBytes) {
    String text = text(json, "content");
    if (text == null) {
      return null;
    }
    byte[] picture;
    try {
      picture = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw invalid("content is not Base64.");
    }
    if (picture.length > maxBytes) {
      throw new CiderException(
          ErrorCode.VALUE_TOO_LARGE,
          "content has %d bytes, more than %d.".formatted(picture.length, maxBytes));
    }
    return ByteBuffer.wrap(picture);
  }

  private static List<Float> vector(JsonNode json) {
    if (json.get("vector").size() > MAX_DIMENSIONS) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "vector has %d numbers; no model has more than %d."
              .formatted(json.get("vector").size(), MAX_DIMENSIONS));
    }
    return numbers(json, "vector");
  }

  private static List<Float> numbers(JsonNode json, String field) {
    List<Float> numbers = new ArrayList<>();
    for (JsonNode item : json.get(field)) {
      if (!item.isNumber()) {
        throw invalid(field + " contains something that is not a number.");
      }
      numbers.add(item.floatValue());
    }
    if (numbers.isEmpty()) {
      throw invalid(field + " is not a list of numbers.");
    }
    return numbers;
  }

  private static Box region(List<Float> numbers) {
    if (numbers.size() != 4) {
      throw invalid("region has %d numbers, not 4.".formatted(numbers.size()));
    }
    return new Box(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), 1f);
  }

  private static List<PartitionOffset> positions(JsonNode json) {
    List<PartitionOffset> positions = new ArrayList<>();
    for (JsonNode item : json.path("at_least")) {
      positions.add(
          new PartitionOffset(
              Math.toIntExact(whole(item, "partition", Integer.MAX_VALUE)),
              whole(item, "offset", Long.MAX_VALUE)));
    }
    return positions;
  }

  private static long whole(JsonNode json, String field, long most) {
    JsonNode value = json.path(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() > most
        || value.longValue() < -most) {
      throw invalid(field + " is not a whole number.");
    }
    return value.longValue();
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.QUERY_INVALID, detail);
  }
}
