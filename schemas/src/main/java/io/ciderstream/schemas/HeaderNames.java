package io.ciderstream.schemas;

import java.util.List;

/** Names of the record headers of the contract. Values are UTF-8 text unless stated otherwise. */
public final class HeaderNames {
  /** Prefix: {@code meta.<name>} becomes metadata of a bare picture, as text. */
  public static final String META_PREFIX = "meta.";

  /** Prefix: {@code meta-number.<name>} becomes metadata of a bare picture, as a number. */
  public static final String META_NUMBER_PREFIX = "meta-number.";

  /** Prefix: {@code meta-bool.<name>} becomes metadata of a bare picture, as a boolean. */
  public static final String META_BOOL_PREFIX = "meta-bool.";

  /** W3C trace context; passes through every hop. */
  public static final String TRACEPARENT = "traceparent";

  /** For a bare query picture: how many matches, 1 to 1000. */
  public static final String TOP_K = "top-k";

  /** For a bare query picture: how many of the first candidates are verified, 0 to 200. */
  public static final String VERIFY = "verify";

  /** For a bare query picture: a Milvus expression over metadata. */
  public static final String FILTER = "filter";

  /** For a bare query picture: {@code x1,y1,x2,y2}, each 0..1. */
  public static final String REGION = "region";

  /** For a bare query picture: how many of the best matches are left out, 0 to 999. */
  public static final String OFFSET = "offset";

  /** For a bare query picture: the least cosine similarity of a match, -1 to 1. */
  public static final String MIN_SCORE = "min-score";

  /** For a bare query picture: the metadata name of whose values each match has another one. */
  public static final String GROUP_BY = "group-by";

  /** For a bare query picture: positions {@code partition:offset}, separated by commas. */
  public static final String AT_LEAST = "at-least";

  /** The headers that are parameters of a bare query picture. */
  public static final List<String> PARAMETERS =
      List.of(TOP_K, OFFSET, MIN_SCORE, VERIFY, FILTER, REGION, GROUP_BY, AT_LEAST);

  /** {@link #ACCEPT_JSON} asks for a JSON reply instead of Avro. */
  public static final String ACCEPT = "accept";

  /** Value of {@link #ACCEPT}. */
  public static final String ACCEPT_JSON = "application/json";

  /** The topic to reply to; only one on the allow-list. */
  public static final String REPLY_TOPIC = "kafka_replyTopic";

  /** Echoed byte for byte. */
  public static final String CORRELATION_ID = "kafka_correlationId";

  /** Echoed byte for byte. */
  public static final String CE_CORRELATION_ID = "ce_correlationid";

  /** RFC 3339 time after which the answer is EXPIRED. */
  public static final String CE_EXPIRY_TIME = "ce_expirytime";

  /** On dead letters: a name of {@link ErrorCode}. */
  public static final String ERROR_CODE = "cider.error.code";

  /** On dead letters: what happened and what to do. */
  public static final String ERROR_MESSAGE = "cider.error.message";

  /** On dead letters: the topic the record came from. */
  public static final String ERROR_TOPIC = "cider.error.topic";

  /** On dead letters: the partition the record came from, in decimal. */
  public static final String ERROR_PARTITION = "cider.error.partition";

  /** On dead letters: the offset the record came from, in decimal. */
  public static final String ERROR_OFFSET = "cider.error.offset";

  /**
   * On dead letters that would not have fit their topic: what of the record was cut, and how many
   * bytes it had, such as {@code value=9437184,headers=70000,key=2048}.
   */
  public static final String ERROR_CUT = "cider.error.cut";

  /** On descriptors and their tombstones: the offset of the image they come from, in decimal. */
  public static final String SOURCE_OFFSET = "cider.source.offset";

  /** On canaries and their descriptors: a {@link CanaryReport} as JSON. */
  public static final String CANARY_REPORT = "cider.canary.report";

  /** On descriptors of canaries: the embedder's times, as {@link CanaryTimes} writes them. */
  public static final String CANARY_TIMES = "cider.canary.times";

  private HeaderNames() {}
}
