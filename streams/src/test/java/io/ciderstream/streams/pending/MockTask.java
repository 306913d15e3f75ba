package io.ciderstream.streams.pending;

import java.io.File;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A processor as the task of one partition, driven by hand; record i has the value {@code {i}}. */
final class MockTask {
  private final int partition;
  private final CrashSafeProcessor processor;
  private final MockProcessorContext<byte[], OutputRecord> context;
  private final KeyValueStore<String, Long> store;

  MockTask(int partition, Shared shared, Long restored, File dir) {
    this.partition = partition;
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    context = new MockProcessorContext<>(config, new TaskId(0, partition), dir);
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(CrashSafeProcessor.STORE),
                Serdes.String(),
                Serdes.Long())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    if (restored != null) {
      store.put("next", restored);
    }
    processor =
        new CrashSafeProcessor(
            shared.work(),
            ReleaseOrder.IN_ORDER,
            shared.budget(),
            shared.inputPartitions(),
            shared.log(),
            shared.workers(),
            new RecordingMeter());
    processor.init(context);
  }

  /** What the tasks of an instance have in common. */
  record Shared(
      RecordWork work,
      PendingBudget budget,
      InputPartitions inputPartitions,
      InputLog log,
      ExecutorService workers) {}

  void pipe(int offset) {
    context.setRecordMetadata("in", partition, offset);
    processor.process(
        new Record<>(new byte[] {1}, new byte[] {(byte) offset}, 0, new RecordHeaders()));
  }

  void tick() {
    context.scheduledPunctuators().stream()
        .filter(punctuator -> !punctuator.cancelled())
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
  }

  boolean ticks() {
    return context.scheduledPunctuators().stream().anyMatch(ticking -> !ticking.cancelled());
  }

  List<Integer> written() {
    return context.forwarded().stream()
        .map(forwarded -> (int) forwarded.record().value().value()[0])
        .toList();
  }

  /** Returns whether the task has asked for a commit since the last call. */
  boolean wantsCommit() {
    boolean wants = context.committed();
    context.resetCommit();
    return wants;
  }

  Long next() {
    return store.get("next");
  }

  void close() {
    processor.close();
  }
}
