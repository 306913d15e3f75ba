package io.ciderstream.connectors.pipeline;

import io.ciderstream.connectors.values.RecordSize;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Texts;
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
 * Gives bad records to Connect's reporter. Connect's producer of dead letters drops what is larger
 * than its {@code max.request.size} and only logs that; what is larger than its topic takes stops
 * the task at the next commit. So the value of a record that is too large is left out, and the
 * message says where it is.
 */
public final class DeadLetterReports {
  /** Characters of a message; it is in a header of the dead letter. */
  static final int MESSAGE_CHARS = 2_000;

  /** For the headers that Connect adds and what a record's size is more than estimated. */
  private static final int HEADROOM = 64 << 10;

  private static final int MAX_KEY_CHARS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReports.class);

  private final SinkTaskContext context;
  private final long largest;
  private final Consumer<CiderException> told;

  /** What Connect puts into the dead letter's headers: no stack trace, and no cause with one. */
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
   * @param context has the reporter
   * @param largest request of the producer of dead letters, in bytes
   * @param told of each error that was reported
   */
  public DeadLetterReports(SinkTaskContext context, long largest, Consumer<CiderException> told) {
    this.context = context;
    this.largest = largest;
    this.told = told;
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
                    error.getMessage()),
            MESSAGE_CHARS);
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw new ConnectException(
          message
              + " To set bad records aside and go on, set errors.tolerance=all and"
              + " errors.deadletterqueue.topic.name (or errors.log.enable=true).",
          error);
    }
    log(message, error);
    long bytes = RecordSize.of(sinkRecord);
    if (bytes + HEADROOM <= largest) {
      reporter.report(sinkRecord, new BadRecordException(message));
    } else {
      String why =
          " The dead letter lacks the record's value and other headers, about %d bytes, as it may have %d; read them at the position named."
              .formatted(bytes, largest);
      reporter.report(withoutValue(sinkRecord), new BadRecordException(message + why));
    }
    told.accept(error);
  }

  private static String keyText(Object key) {
    String text =
        switch (key) {
          case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
          case null, default -> String.valueOf(key);
        };
    return Texts.shortened(text, MAX_KEY_CHARS);
  }

  private static void log(String message, CiderException error) {
    if (error.code().kind() == ErrorKind.RECORD) {
      LOG.warn("{}", message, error); // unexpected: the stack trace is what helps
    } else {
      LOG.warn("{}", message);
    }
  }

  /** It tells the console which picture was refused. */
  private static List<Header> sourceOffset(SinkRecord sinkRecord) {
    Header header = sinkRecord.headers().lastWithName(HeaderNames.SOURCE_OFFSET);
    return header == null ? List.of() : List.of(header);
  }

  private SinkRecord withoutValue(SinkRecord sinkRecord) {
    boolean keepsKey = RecordSize.of(sinkRecord.key()) + HEADROOM <= largest;
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
