package io.ciderstream.tests.contract;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON schemas of the headers of each kind of record. */
final class ContractHeaders {
  private static final Map<String, Map<String, Object>> ALL = new LinkedHashMap<>();

  static {
    add(
        HeaderNames.META_PREFIX + "<name>",
        "string",
        "Becomes metadata of a bare picture, as text.");
    add(
        HeaderNames.META_NUMBER_PREFIX + "<name>",
        "string",
        "Becomes metadata of a bare picture, as a number: as in JSON; whole numbers fit 64 bits.");
    add(
        HeaderNames.META_BOOL_PREFIX + "<name>",
        "string",
        "Becomes metadata of a bare picture, as a boolean.");
    ALL.get(HeaderNames.META_BOOL_PREFIX + "<name>").put("enum", List.of("true", "false"));
    add(HeaderNames.TRACEPARENT, "string", "W3C trace context; passes through every hop.");
    add(HeaderNames.TOP_K, "string", "How many matches, 1 to 1000; 10 without it.");
    add(
        HeaderNames.VERIFY,
        "string",
        "How many of the first candidates are verified, 0 to 200; 0 without it.");
    add(HeaderNames.FILTER, "string", "A Milvus expression over metadata.");
    add(HeaderNames.REGION, "string", "x1,y1,x2,y2, each 0 to 1: search with this region only.");
    add(
        HeaderNames.OFFSET,
        "string",
        "How many of the best matches are left out; with top-k 1000 at most; 0 without it.");
    add(HeaderNames.MIN_SCORE, "string", "Leaves out matches whose cosine is less, -1 to 1.");
    add(
        HeaderNames.GROUP_BY,
        "string",
        "Name of a metadata value: only the best match of each value.");
    add(
        HeaderNames.AT_LEAST,
        "string",
        "partition:offset, separated by commas: answer from an index that holds these positions.");
    add(HeaderNames.ACCEPT, "string", "The reply's content type; Avro without it.");
    ALL.get(HeaderNames.ACCEPT).put("const", HeaderNames.ACCEPT_JSON);
    add(HeaderNames.REPLY_TOPIC, "string", "Where to reply; only a topic on the allow-list.");
    add(HeaderNames.CORRELATION_ID, "string", "Any bytes; echoed on the reply.");
    add(HeaderNames.CE_CORRELATION_ID, "string", "Any bytes; echoed on the reply.");
    add(HeaderNames.CE_EXPIRY_TIME, "string", "RFC 3339; after it the answer is EXPIRED.");
    ALL.get(HeaderNames.CE_EXPIRY_TIME).put("format", "date-time");
    add(HeaderNames.ERROR_CODE, "string", "What happened.");
    ALL.get(HeaderNames.ERROR_CODE)
        .put("enum", Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
    add(HeaderNames.ERROR_MESSAGE, "string", "What happened and what to do.");
    add(HeaderNames.ERROR_TOPIC, "string", "The topic that the record came from.");
    add(
        HeaderNames.ERROR_PARTITION,
        "string",
        "The partition that the record came from, in decimal.");
    add(HeaderNames.ERROR_OFFSET, "string", "The offset that the record came from, in decimal.");
    add(HeaderNames.ERROR_CUT, "string", "What was cut because it did not fit, with its bytes.");
    add(HeaderNames.SOURCE_OFFSET, "string", "The offset of the image, in decimal.");
    add(
        HeaderNames.CANARY_REPORT,
        "string",
        "On canaries only: what the searcher has measured, as JSON.");
    add(
        HeaderNames.CANARY_TIMES,
        "string",
        "On canaries only: the embedder's times in microseconds, such as decode=900,infer=8000.");
  }

  private ContractHeaders() {}

  private static void add(String name, String type, String description) {
    ALL.put(name, Tree.of("type", type, "description", description));
  }

  static Map<String, Map<String, Object>> all() {
    return ALL;
  }

  /** Returns the schema of a record's headers. */
  static Map<String, Object> of(String... names) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String name : names) {
      properties.put(name, new LinkedHashMap<>(ALL.get(name)));
    }
    return Tree.of("type", "object", "properties", properties);
  }
}
