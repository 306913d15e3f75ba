package io.ciderstream.streams.runtime;

import io.ciderstream.streams.pending.CrashSafeProcessor;
import io.ciderstream.streams.pending.OutputRecord;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** One source, one processor with its store, one sink to the topic that an output names. */
public final class WorkTopology {
  private static final String SOURCE = "in";
  private static final String PROCESSOR = "work";
  private static final String SINK = "out";
  private static final Serializer<OutputRecord> VALUE = (topic, output) -> output.value();
  private static final StreamPartitioner<byte[], OutputRecord> PARTITION =
      (topic, key, output, partitions) ->
          output.partition().isPresent()
              ? Optional.of(Set.of(output.partition().getAsInt()))
              : Optional.empty();

  private WorkTopology() {}

  /**
   * Returns the topology around the processor.
   *
   * @param processors creates one for each task
   */
  public static Topology of(String inputTopic, Supplier<CrashSafeProcessor> processors) {
    StoreBuilder<KeyValueStore<String, Long>> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(CrashSafeProcessor.STORE),
                Serdes.String(),
                Serdes.Long())
            .withCachingEnabled() // the number counts at a commit only, and is written then
            .withLoggingEnabled(ChangelogTopic.CONFIG);
    return new Topology()
        .addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), inputTopic)
        .addProcessor(PROCESSOR, processors::get, SOURCE)
        .addStateStore(store, PROCESSOR)
        .addSink(
            SINK,
            (key, output, context) -> output.topic(),
            new ByteArraySerializer(),
            VALUE,
            PARTITION,
            PROCESSOR);
  }
}
