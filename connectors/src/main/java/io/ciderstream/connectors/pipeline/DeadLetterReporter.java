package io.ciderstream.connectors.pipeline;

import io.ciderstream.connectors.values.RecordSize;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Texts;
import io.ciderstream.schemas.settings.SettingRemedies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports bad records to Connect's reporter. Connect's producer of dead letters drops a record that
 * exceeds its {@code max.request.size} and only logs that; a record that exceeds the topic's limit
 * stops the task at the next commit. So a dead letter that would be too large lacks the record's
 * value, and its message says where the value is.
 */
public final class DeadLetterReporter {
  /** A message is in a header of the dead letter. */
  static final int MAX_MESSAGE_CHARS = 2_000;

  /** Left for the headers that Connect adds and for errors of the estimate. */
  private static final int RESERVED_BYTES = 64 << 10;

  private static final int MAX_KEY_CHARS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReporter.class);

  private final SinkTaskContext context;
  private final long maxBytes;
  private final SettingRemedies remedies;
  private final Consumer<CiderException> onReport;

  /** The error in the dead letter's headers, without a stack trace. */
  private static final class BadRecordException extends ConnectException {
    private static final long serialVersionUID = 1;

    BadRecordException(String message) {
      super(message);
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  /**
   * Creates a dead letter reporter.
   *
   * @param context provides the reporter
   * @param maxBytes the largest request of the producer of dead letters
   * @param remedies names the settings that can prevent an error
   * @param onReport receives each error that was reported
   */
  public DeadLetterReporter(
      SinkTaskContext context,
      long maxBytes,
      SettingRemedies remedies,
      Consumer<CiderException> onReport) {
    this.context = context;
    this.maxBytes = maxBytes;
    this.remedies = remedies;
    this.onReport = onReport;
  }

  /**
   * Reports one record.
   *
   * @throws ConnectException if Connect has no reporter
   */
  public void report(SinkRecord sinkRecord, CiderException error) {
    String message =
        Texts.shortened(
            "Record %s-%d@%d with key %s: %s"
                .formatted(
                    sinkRecord.originalTopic(),
                    sinkRecord.originalKafkaPartition(),
                    sinkRecord.originalKafkaOffset(),
                    keyText(sinkRecord.key()),
                    remedies.message(error)),
            MAX_MESSAGE_CHARS);
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw new ConnectException(
          message
              + " To skip bad records, set errors.tolerance=all and"
              + " errors.deadletterqueue.topic.name (or errors.log.enable=true).",
          error);
    }
    log(message, error);
    long bytes = RecordSize.of(sinkRecord);
    if (bytes + RESERVED_BYTES <= maxBytes) {
      reporter.report(sinkRecord, new BadRecordException(message));
    } else {
      String why =
          " The dead letter lacks the record's value and other headers: they have about %d bytes, and it can have %d. Read them at this position."
              .formatted(bytes, maxBytes);
      reporter.report(withoutValue(sinkRecord), new BadRecordException(message + why));
    }
    onReport.accept(error);
  }

  private static String keyText(Object key) {
    String text =
        key instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : String.valueOf(key);
    return Texts.shortened(text, MAX_KEY_CHARS);
  }

  private static void log(String message, CiderException error) {
    if (error.code().kind() == ErrorKind.RECORD) {
      LOG.warn("{}", message, error); // unexpected, so the stack trace helps
    } else {
      LOG.warn("{}", message);
    }
  }

  /** Keeps the header from which the console knows which picture was rejected. */
  private static List<Header> sourceOffset(SinkRecord sinkRecord) {
    Header header = sinkRecord.headers().lastWithName(HeaderNames.SOURCE_OFFSET);
    return header == null ? List.of() : List.of(header);
  }

  private SinkRecord withoutValue(SinkRecord sinkRecord) {
    boolean keepsKey = RecordSize.of(sinkRecord.key()) + RESERVED_BYTES <= maxBytes;
    return new SinkRecord(
        sinkRecord.originalTopic(),
        sinkRecord.originalKafkaPartition(),
        keepsKey ? sinkRecord.keySchema() : null,
        keepsKey ? sinkRecord.key() : null,
        null,
        null,
        sinkRecord.originalKafkaOffset(),
        sinkRecord.timestamp() == null ? Long.valueOf(0) : sinkRecord.timestamp(),
        sinkRecord.timestampType(),
        sourceOffset(sinkRecord));
  }
}
