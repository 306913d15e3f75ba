package io.ciderstream.schemas.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.QueryLimits;
import io.ciderstream.schemas.Texts;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a query from JSON in UTF-8: the fields of the Avro schema, pictures in Base64, {@code
 * region} as a list of four numbers, {@code deadline} in epoch milliseconds; null is as good as
 * absent. Only names and types are checked; the searcher checks the values. It reads piece by
 * piece, so that the JSON needs little more memory than its bytes.
 */
public final class QueryJson {
  /** The first byte of every query in JSON, which no picture format begins with. */
  public static final byte FIRST = '{';

  /** The limit of Milvus. */
  private static final int MAX_DIMENSIONS = 32_768;

  private static final int MAX_TOKENS = 1 << 16;
  private static final int MAX_SHOWN = 64;
  private static final int REGION_NUMBERS = 4;

  /** The length of a text is bounded by that of the JSON: a picture in Base64 is one text. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  static {
    AvroGuards.install();
  }

  private final JsonParser json;
  private final int maxBytes;

  private QueryJson(JsonParser json, int maxBytes) {
    this.json = json;
    this.maxBytes = maxBytes;
  }

  /**
   * Reads a query.
   *
   * @param maxBytes largest picture
   * @throws CiderException QUERY_INVALID, VECTOR_INVALID, VALUE_TOO_LARGE
   */
  public static Query read(byte[] text, int maxBytes) {
    try (JsonParser json = FACTORY.createParser(text)) {
      Query query = new QueryJson(json, maxBytes).query();
      if (json.nextToken() != null) {
        throw invalid("Something follows the query's JSON object.");
      }
      return query;
    } catch (StreamConstraintsException e) {
      throw invalid("The query's JSON is too large or too deep: " + reason(e), e);
    } catch (JsonProcessingException e) {
      throw invalid("The query is not JSON: " + reason(e), e);
    } catch (IOException e) { // from memory, so that only the encoding can be wrong
      throw invalid("The query's encoding is not UTF-8: " + e.getMessage() + ".", e);
    }
  }

  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage() + ".";
  }

  private Query query() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw invalid("The query is not a JSON object.");
    }
    Query.Builder query = Query.newBuilder();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      boolean absent = json.nextToken() == JsonToken.VALUE_NULL;
      if (absent) {
        requireKnown(field);
      } else {
        read(field, query);
      }
    }
    return query.build();
  }

  private void read(String field, Query.Builder query) throws IOException {
    switch (field) {
      case "content" -> query.setContent(picture());
      case "uri" -> query.setUri(text());
      case "image_id" -> query.setImageId(text());
      case "vector" -> query.setVector(vector());
      case "vector_model" -> query.setVectorModel(text());
      case "contents" -> query.setContents(list(this::picture));
      case "uris" -> query.setUris(list(this::text));
      case "image_ids" -> query.setImageIds(list(this::text));
      case "combine" -> query.setCombine(text());
      case "region" -> query.setRegion(region());
      case "top_k" -> query.setTopK(Math.toIntExact(whole(Integer.MAX_VALUE)));
      case "offset" -> query.setOffset(Math.toIntExact(whole(Integer.MAX_VALUE)));
      case "verify" -> query.setVerify(Math.toIntExact(whole(Integer.MAX_VALUE)));
      case "min_score" -> query.setMinScore(number());
      case "exclude_self" -> query.setExcludeSelf(truth());
      case "group_by" -> query.setGroupBy(text());
      case "filter" -> query.setFilter(text());
      case "at_least" -> query.setAtLeast(positions());
      case "deadline" -> query.setDeadline(Instant.ofEpochMilli(whole(Long.MAX_VALUE)));
      default -> throw unknown(field);
    }
  }

  private static void requireKnown(String field) {
    if (Query.getClassSchema().getField(field) == null) {
      throw unknown(field);
    }
  }

  private static CiderException unknown(String field) {
    return invalid("There is no field %s.".formatted(Texts.shortened(field, MAX_SHOWN)));
  }

  private String text() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  private boolean truth() throws IOException {
    require(json.currentToken().isBoolean(), "true or false");
    return json.getBooleanValue();
  }

  private float number() throws IOException {
    require(json.currentToken().isNumeric(), "a number");
    return json.getFloatValue();
  }

  private long whole(long most) throws IOException {
    require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
    require(json.getNumberType() != JsonParser.NumberType.BIG_INTEGER, "a whole number");
    long value = json.getLongValue();
    require(value <= most && value >= -most, "a whole number");
    return value;
  }

  private ByteBuffer picture() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING, "a picture in Base64");
    String field = field();
    byte[] picture;
    try {
      picture = json.getBinaryValue();
    } catch (JsonProcessingException e) {
      throw invalid(field + " is not Base64.", e);
    }
    if (picture.length > maxBytes) {
      throw new CiderException(
          ErrorCode.VALUE_TOO_LARGE,
          "%s has %d bytes, more than %d.".formatted(field, picture.length, maxBytes));
    }
    return ByteBuffer.wrap(picture);
  }

  private List<Float> vector() throws IOException {
    List<Float> numbers = numbers();
    if (numbers.size() > MAX_DIMENSIONS) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "vector has %d numbers; no model has more than %d."
              .formatted(numbers.size(), MAX_DIMENSIONS));
    }
    return numbers;
  }

  private List<Float> numbers() throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "a list of numbers");
    List<Float> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      numbers.add(number());
    }
    require(!numbers.isEmpty(), "a list of numbers");
    return numbers;
  }

  private Box region() throws IOException {
    List<Float> numbers = numbers();
    if (numbers.size() != REGION_NUMBERS) {
      throw invalid("region has %d numbers, not 4.".formatted(numbers.size()));
    }
    return new Box(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), 1f);
  }

  /** Reads the value that the parser is at. */
  @FunctionalInterface
  private interface Item<T> {
    T read() throws IOException;
  }

  /** Reads the pictures of a query; more of them than a query may have are not even read. */
  private <T> List<T> list(Item<T> item) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "a list");
    List<T> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == QueryLimits.MAX_PICTURES) {
        throw invalid("%s has more than %d pictures.".formatted(field(), QueryLimits.MAX_PICTURES));
      }
      items.add(item.read());
    }
    return items;
  }

  private List<PartitionOffset> positions() throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "a list of positions");
    List<PartitionOffset> positions = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      positions.add(position());
    }
    return positions;
  }

  private PartitionOffset position() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, "a list of partitions and offsets");
    PartitionOffset.Builder position = PartitionOffset.newBuilder();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "partition" -> position.setPartition(Math.toIntExact(whole(Integer.MAX_VALUE)));
        case "offset" -> position.setOffset(whole(Long.MAX_VALUE));
        default -> throw unknown("at_least." + field);
      }
    }
    return position.build();
  }

  /** Returns the name that the current value belongs to, also if it is an item of a list. */
  private String field() {
    JsonStreamContext context = json.getParsingContext();
    while (context.getCurrentName() == null && context.getParent() != null) {
      context = context.getParent();
    }
    return Texts.shortened(String.valueOf(context.getCurrentName()), MAX_SHOWN);
  }

  private void require(boolean fits, String what) {
    if (!fits) {
      throw invalid("%s is not %s.".formatted(field(), what));
    }
  }

  private static CiderException invalid(String detail) {
    return invalid(detail, null);
  }

  private static CiderException invalid(String detail, Throwable cause) {
    return new CiderException(ErrorCode.QUERY_INVALID, detail, cause);
  }
}
