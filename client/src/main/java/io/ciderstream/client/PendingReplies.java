package io.ciderstream.client;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.avro.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The pending replies by correlation id, for programs that read the reply topic with their own
 * consumer. Other programs use {@link CiderClient}. Any thread.
 */
public final class PendingReplies {
  private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private final Function<byte[], Reply> decoder;

  /**
   * Creates the pending replies.
   *
   * @param decoder reads a value of the reply topic
   */
  public PendingReplies(Function<byte[], Reply> decoder) {
    this.decoder = decoder;
  }

  /**
   * Returns the reply of that correlation id, when it comes; however the future ends, it is
   * forgotten.
   */
  public CompletableFuture<Reply> await(String correlation) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    waiting.put(correlation, reply);
    reply.whenComplete((value, error) -> waiting.remove(correlation));
    return reply;
  }

  /** Completes the future that waits for this record; others' replies are skipped, undecoded. */
  public void take(ConsumerRecord<byte[], byte[]> reply) {
    Header header = reply.headers().lastHeader(HeaderNames.CORRELATION_ID);
    if (header == null || header.value() == null) {
      return;
    }
    CompletableFuture<Reply> future =
        waiting.get(new String(header.value(), StandardCharsets.UTF_8));
    if (future == null) {
      return;
    }
    try {
      future.complete(decoder.apply(reply.value()));
    } catch (RuntimeException e) {
      future.completeExceptionally(e);
    }
  }

  /** Ends all waiting. */
  public void failAll(CiderException error) {
    List.copyOf(waiting.values()).forEach(future -> future.completeExceptionally(error));
  }

  /** Returns how many replies are pending. */
  public int size() {
    return waiting.size();
  }
}
