package io.ciderstream.trials.faults.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.HeaderNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The replies to the queries of a trial, by correlation id. One thread. */
public final class ReplyLog {
  private static final int SHOWN = 10;

  private final Set<String> queries;
  private final Map<String, Set<String>> replyIds = new HashMap<>();
  private final Map<String, Integer> statuses = new TreeMap<>();
  private long repeated;

  private ReplyLog(Set<String> queries) {
    this.queries = queries;
  }

  /**
   * Reads the replies to some queries, which must have asked for JSON.
   *
   * @param queries correlation ids
   * @param topics where replies may be
   */
  public static ReplyLog read(KafkaClients kafka, Set<String> queries, Set<String> topics) {
    ReplyLog log = new ReplyLog(queries);
    topics.forEach(topic -> WholeTopic.read(kafka, topic, log::accept));
    return log;
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    Header correlation = record.headers().lastHeader(HeaderNames.CORRELATION_ID);
    if (correlation == null || !queries.contains(new String(correlation.value(), UTF_8))) {
      return;
    }
    JsonObject reply = JsonParser.parseString(new String(record.value(), UTF_8)).getAsJsonObject();
    Set<String> ids =
        replyIds.computeIfAbsent(new String(correlation.value(), UTF_8), any -> new HashSet<>());
    if (ids.isEmpty()) {
      statuses.merge(status(reply), 1, Integer::sum);
    } else {
      repeated++;
    }
    ids.add(reply.get("reply_id").getAsString());
  }

  private static String status(JsonObject reply) {
    String status = reply.get("status").getAsString();
    JsonElement code = reply.get("error_code");
    return code.isJsonNull() ? status : status + " (" + code.getAsString() + ")";
  }

  /** Returns how many queries have no reply. */
  public long unanswered() {
    return queries.size() - replyIds.size();
  }

  /** Returns some of the queries without a reply. */
  public List<String> unansweredSome() {
    return queries.stream().filter(id -> !replyIds.containsKey(id)).sorted().limit(SHOWN).toList();
  }

  /** Returns how many queries have replies of more than one id. */
  public long ambiguous() {
    return replyIds.values().stream().filter(ids -> ids.size() > 1).count();
  }

  /** Returns how many replies are a second delivery. */
  public long repeated() {
    return repeated;
  }

  /** Returns the number of queries by the status of their first reply, with its code. */
  public Map<String, Integer> statuses() {
    return new TreeMap<>(statuses);
  }
}
