package io.ciderstream.streams.output;

import io.ciderstream.schemas.CiderException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker about the topics from time to time, on its own thread. A topic that was open
 * counts as closed once two answers in a row say so, because a broker that has just started may not
 * know all topics. Without an answer the last one counts.
 */
public final class KafkaOutputTopics implements OutputTopics, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOutputTopics.class);
  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(3);
  private static final double LEARNED_SHARE = 0.75;

  private final List<String> topics;
  private final int maxRequestBytes;
  private final TopicReader reader;
  private final ScheduledExecutorService refreshes =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("output-topics-", 0).factory());
  private Map<String, TopicFacts> lastAnswer = Map.of();
  private volatile Map<String, TopicFacts> known = Map.of();
  private volatile Admin watching;
  private final Map<String, Learned> learned = new ConcurrentHashMap<>();

  /** A topic may accept less than it says, or than is assumed where it may not be asked. */
  private record Learned(int bytes, int whileConfigured) {}

  /**
   * Creates the kafka output topics.
   *
   * @param topics to ask about
   * @param maxRequestBytes the producer's largest record
   * @param assumedBytes the largest record of a topic whose configuration may not be read
   */
  public KafkaOutputTopics(Collection<String> topics, int maxRequestBytes, int assumedBytes) {
    this.topics = topics.stream().distinct().toList();
    this.maxRequestBytes = maxRequestBytes;
    this.reader = new TopicReader(assumedBytes);
  }

  /**
   * Queries the topics now, and then periodically until this is closed.
   *
   * @param admin is asked; the caller closes it, after this
   * @throws CiderException BROKER_UNAVAILABLE
   */
  public void watch(Admin admin) throws InterruptedException {
    accept(reader.read(admin, topics));
    if (watching == null) {
      watching = admin;
      long interval = REFRESH_INTERVAL.toMillis();
      refreshes.scheduleWithFixedDelay(this::refresh, interval, interval, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void changed() {
    try {
      refreshes.execute(this::refresh);
    } catch (RejectedExecutionException e) {
      LOG.debug("not refreshed: the role is closing");
    }
  }

  private void refresh() {
    try {
      accept(reader.read(watching, topics));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("cannot refresh the state of the output topics", e);
    }
  }

  private synchronized void accept(Map<String, TopicFacts> answer) {
    Map<String, TopicFacts> accepted = new HashMap<>();
    answer.forEach(
        (topic, facts) -> {
          TopicFacts before = known.get(topic);
          boolean confirmed =
              before == null || facts.isOpen() || !lastAnswer.getOrDefault(topic, before).isOpen();
          accepted.put(topic, confirmed ? facts : before);
          if (before != null && accepted.get(topic).isOpen() != before.isOpen()) {
            LOG.warn("topic {} is now {}, and was {}", topic, facts.status(), before.status());
          }
        });
    lastAnswer = answer;
    known = accepted;
  }

  @Override
  public TopicFacts facts(String topic) {
    TopicFacts facts = known.get(topic);
    return facts == null ? TopicFacts.open(Integer.MAX_VALUE, maxRequestBytes) : facts;
  }

  @Override
  public int maxBytes(String topic) {
    TopicFacts facts = facts(topic);
    if (!facts.isOpen()) {
      return maxRequestBytes; // it is not the size that matters
    }
    int configured = facts.maxRecordBytes();
    Learned found = learned.get(topic);
    int most = found != null && found.whileConfigured() == configured ? found.bytes() : configured;
    return Math.min(most, maxRequestBytes);
  }

  @Override
  public void refused(String topic, long bytes) {
    int configured = facts(topic).maxRecordBytes();
    learned.put(topic, new Learned((int) (bytes * LEARNED_SHARE), configured));
  }

  @Override
  public void close() {
    refreshes.shutdownNow();
  }
}
