package io.ciderstream.connectors;

import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.connectors.settings.SinkOptions;
import io.ciderstream.connectors.telemetry.SinkMeter;
import io.ciderstream.index.WritePermit;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A sink whose process stops itself, as SIGSTOP from outside would, when no call is under way. */
public final class StoppedWorker extends SinkConnector {
  private final MilvusSinkConnector connector = new MilvusSinkConnector();

  @Override
  public void start(Map<String, String> settings) {
    connector.start(settings);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return StoppedTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return connector.taskConfigs(maxTasks);
  }

  @Override
  public void stop() {
    connector.stop();
  }

  @Override
  public ConfigDef config() {
    return connector.config();
  }

  @Override
  public String version() {
    return connector.version();
  }

  /** Stops its process before the lease is asked for the twentieth time. */
  public static final class StoppedTask extends SinkTask {
    private static final int STOPS_BEFORE = 20;

    private final MilvusSinkTask task =
        new MilvusSinkTask(StoppedTask::open, System::nanoTime, Executors::newSingleThreadExecutor);

    private static SinkPipeline open(SinkOptions options, SinkMeter meter, WritePermit permit) {
      AtomicInteger asked = new AtomicInteger();
      return TaskParts.pipeline(
          options,
          meter,
          () -> {
            if (asked.incrementAndGet() == STOPS_BEFORE) {
              stopProcess();
            }
            permit.require();
          });
    }

    private static void stopProcess() {
      String pid = Long.toString(ProcessHandle.current().pid());
      try {
        new ProcessBuilder("kill", "-s", "STOP", pid).start().waitFor();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("cannot stop " + pid, e);
      }
    }

    @Override
    public void initialize(SinkTaskContext context) {
      task.initialize(context);
    }

    @Override
    public void start(Map<String, String> settings) {
      task.start(settings);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
      task.put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(
        Map<TopicPartition, OffsetAndMetadata> offsets) {
      return task.preCommit(offsets);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
      task.open(partitions);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
      task.close(partitions);
    }

    @Override
    public void stop() {
      task.stop();
    }

    @Override
    public String version() {
      return task.version();
    }
  }
}
