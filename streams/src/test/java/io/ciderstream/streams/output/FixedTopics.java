package io.ciderstream.streams.output;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Topics with limits set by a test; all others accept 1 MB. */
public final class FixedTopics implements OutputTopics {
  private static final int STANDARD_BYTES = 1_048_588;

  private final Map<String, TopicFacts> facts = new ConcurrentHashMap<>();
  private volatile boolean asked;

  public FixedTopics with(String topic, TopicFacts what) {
    facts.put(topic, what);
    return this;
  }

  public FixedTopics open(String topic, int maxBytes) {
    return with(topic, TopicFacts.open(2, maxBytes));
  }

  public FixedTopics closed(String topic) {
    return with(topic, TopicFacts.closed(TopicFacts.Status.MISSING));
  }

  boolean asked() {
    return asked;
  }

  @Override
  public TopicFacts facts(String topic) {
    return facts.getOrDefault(topic, TopicFacts.open(2, STANDARD_BYTES));
  }

  @Override
  public int maxBytes(String topic) {
    return facts(topic).maxRecordBytes();
  }

  @Override
  public void changed() {
    asked = true;
  }

  @Override
  public void refused(String topic, long bytes) {
    open(topic, (int) bytes - 1);
  }
}
