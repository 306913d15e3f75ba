package io.ciderstream.streams.runtime;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

import io.ciderstream.schemas.Backoff;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.streams.output.DeadLetters;
import io.ciderstream.streams.pending.CrashSafeProcessor;
import io.ciderstream.streams.pending.InputPartitions;
import io.ciderstream.streams.pending.KafkaInputLog;
import io.ciderstream.streams.pending.PendingBudget;
import io.ciderstream.streams.pending.RecordWork;
import io.ciderstream.streams.pending.ReleaseOrder;
import io.ciderstream.streams.trace.TracedWork;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.MDC;

/**
 * Runs one topology: waits for what it needs, starts, replaces threads that failed, ends in time.
 */
public final class StreamsRunner implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /**
   * The conditions of a role before its first record.
   *
   * @param check runs before the start, again and again until it passes
   * @param settings further settings of Kafka Streams
   */
  public record Preflight(Check check, Map<String, Object> settings) {
    /** Checks the conditions for a start. */
    @FunctionalInterface
    public interface Check {
      /**
       * Checks the topics.
       *
       * @throws CiderException of kind CONFIGURATION to refuse the start; others are tried again
       */
      void run(Admin admin) throws InterruptedException;
    }
  }

  /**
   * The topic whose records are worked on.
   *
   * @param topic its name
   * @param deadLetters creates the dead letters of its records
   */
  public record Input(String topic, DeadLetters deadLetters) {}

  private final StreamsOptions options;
  private final RoleMeter meter;
  private final Preflight preflight;
  private final Admin admin;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ThreadDeaths deaths = new ThreadDeaths();
  private final KafkaInputLog log;
  private final KafkaStreams streams;
  private volatile boolean started;

  /**
   * Creates a streams runner.
   *
   * @param input the topic whose records are worked on
   * @param release when their outcomes are written
   * @param guarantee a value of {@code processing.guarantee}
   * @param work on one record
   */
  public StreamsRunner(
      StreamsOptions options,
      Input input,
      ReleaseOrder release,
      String guarantee,
      RecordWork work,
      RoleMeter meter,
      Preflight preflight) {
    this.options = options;
    this.meter = meter;
    this.preflight = preflight;
    this.admin = Admin.create(StreamsSettings.client(options));
    PendingBudget budget = new PendingBudget(options.bounds());
    this.log =
        new KafkaInputLog(
            admin, StreamsSettings.reader(options), options.group().applicationId(), input.topic());
    InputPartitions inputPartitions = new InputPartitions(input.topic());
    RoleClients clients = new RoleClients(inputPartitions, meter::isIdle);
    Properties config = settings(options, guarantee, preflight);
    if (options.group().protocol() == GroupProtocol.STREAMS) {
      StreamsProtocolConsumer.register(config, clients);
    }
    RecordWork guarded =
        new UnexpectedFailureGuard(
            named(input.topic(), work),
            new DeadLetterWait(input.deadLetters(), meter),
            meter,
            FIRST_PAUSE);
    this.streams =
        new KafkaStreams(
            WorkTopology.of(
                input.topic(),
                () ->
                    new CrashSafeProcessor(
                        guarded, release, budget, inputPartitions, log, workers, meter)),
            config,
            clients);
    streams.setUncaughtExceptionHandler(this::onThreadDeath);
  }

  private static Properties settings(
      StreamsOptions options, String guarantee, Preflight preflight) {
    Properties settings = StreamsSettings.streams(options, guarantee);
    settings.putAll(preflight.settings());
    return settings;
  }

  /** Returns the work with a trace, and with the record in the context of its log messages. */
  private static RecordWork named(String topic, RecordWork work) {
    // the one of the process, because an agent may have brought it
    RecordWork traced = new TracedWork(topic, work, GlobalOpenTelemetry.get());
    return (record, bytes) -> {
      try (var position =
          MDC.putCloseable("record", topic + "-" + record.partition() + "@" + record.offset())) {
        return traced.process(record, bytes);
      }
    };
  }

  /**
   * Waits for broker and registry, however long it takes, and starts.
   *
   * @throws CiderException of kind CONFIGURATION if the configuration is invalid
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public void start() throws InterruptedException {
    Backoff pauses = Backoff.jittered(FIRST_PAUSE, LONGEST_PAUSE);
    while (closing.getCount() > 0) {
      try {
        preflight.check().run(admin);
        ChangelogTopic.tune(admin, options.group().applicationId());
        streams.start();
        started = true;
        return;
      } catch (CiderException e) {
        if (e.code().kind() == ErrorKind.CONFIGURATION) {
          throw e;
        }
        meter.failed(e);
        pause(pauses.next());
      }
    }
  }

  private StreamThreadExceptionResponse onThreadDeath(Throwable failure) {
    meter.failed(failure);
    try {
      pause(deaths.pause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return closing.getCount() > 0 ? REPLACE_THREAD : SHUTDOWN_CLIENT;
  }

  private void pause(Duration pause) throws InterruptedException {
    closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Pauses grow while deaths follow each other, and begin again after a quiet time. */
  private static final class ThreadDeaths {
    private static final long PAUSE_RESET_NANOS = Duration.ofMinutes(1).toNanos();
    private Backoff pauses = Backoff.jittered(FIRST_PAUSE, LONGEST_PAUSE);
    private long last = System.nanoTime();

    synchronized Duration pause() {
      long now = System.nanoTime();
      if (now - last > PAUSE_RESET_NANOS) {
        pauses = Backoff.jittered(FIRST_PAUSE, LONGEST_PAUSE);
      }
      last = now;
      return pauses.next();
    }
  }

  /** Returns the role's status. */
  public RoleStatus status() {
    KafkaStreams.State state = streams.state();
    return meter.status(state.name(), started && state == KafkaStreams.State.RUNNING);
  }

  /** Returns whether this instance works on that partition of its input now. */
  public boolean works(int partition) {
    return started
        && streams.metadataForLocalThreads().stream()
            .flatMap(thread -> thread.activeTasks().stream())
            .anyMatch(task -> task.taskId().partition() == partition);
  }

  /** Returns the options it runs with. */
  public StreamsOptions options() {
    return options;
  }

  /**
   * Ends within the options' stop timeout; what was in work is worked on again after the next
   * start.
   */
  @Override
  public void close() {
    closing.countDown();
    streams.close(
        CloseOptions.timeout(options.stopTimeout())
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    workers.shutdownNow();
    log.close();
    admin.close(Duration.ofSeconds(1));
  }
}
