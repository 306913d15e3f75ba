package io.ciderstream.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an index is, as the progress topic says it: a record of JSON per acknowledged batch and
 * partition, keyed so that compaction keeps the last of each.
 *
 * @param collection the index's alias, or the name of its collection
 * @param modelCollection the collection of the model that the last row belongs to; empty in records
 *     of earlier versions, of sinks for other rows, and where only deletions came since the sink
 *     started
 * @param topic the topic that the sink reads
 * @param partition a partition of that topic
 * @param offset the next offset: all records before it are in the index, or reported
 * @param sourceOffset up to where the topic behind that one is in, itself included, in the same
 *     partition; empty where records do not say so by {@link HeaderNames#SOURCE_OFFSET}
 */
public record IndexPosition(
    String collection,
    Optional<String> modelCollection,
    String topic,
    int partition,
    long offset,
    OptionalLong sourceOffset) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL_COLLECTION = "model_collection";

  /** Returns the key of its record. */
  public String key() {
    return "%s/%s/%d".formatted(collection, topic, partition);
  }

  /** Returns the value of its record, UTF-8. */
  public byte[] toJson() {
    ObjectNode json =
        JSON.createObjectNode()
            .put("collection", collection)
            .put("topic", topic)
            .put("partition", partition)
            .put("offset", offset);
    sourceOffset.ifPresent(value -> json.put("source_offset", value));
    modelCollection.ifPresent(value -> json.put(MODEL_COLLECTION, value));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a record's value; unknown fields are skipped.
   *
   * @throws IllegalArgumentException if it is no position
   */
  public static IndexPosition parse(byte[] json) {
    try {
      JsonNode read = JSON.readTree(json);
      JsonNode source = read.path("source_offset");
      if (!read.path("collection").isTextual()
          || !read.path("topic").isTextual()
          || !read.path("partition").isInt()
          || !read.path("offset").isIntegralNumber()) {
        throw new IllegalArgumentException(text(json));
      }
      return new IndexPosition(
          read.get("collection").textValue(),
          Optional.ofNullable(read.path(MODEL_COLLECTION).textValue()),
          read.get("topic").textValue(),
          read.get("partition").intValue(),
          read.get("offset").longValue(),
          source.isIntegralNumber() ? OptionalLong.of(source.longValue()) : OptionalLong.empty());
    } catch (IOException e) {
      throw new IllegalArgumentException(text(json), e);
    }
  }

  private static String text(byte[] json) {
    return "No index position: " + new String(json, StandardCharsets.UTF_8);
  }
}
