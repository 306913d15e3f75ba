package io.ciderstream.streams.embedder;

import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.Backoff;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.streams.failure.FailureJudge;
import io.ciderstream.streams.output.RefusedOutputs;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.pending.RecordWork;
import io.ciderstream.streams.reuse.PictureEmbeddings;
import io.ciderstream.streams.runtime.DeadLetterWait;
import io.ciderstream.streams.runtime.RoleMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One image record to its descriptor, tombstone or dead letter. Waits while something that the
 * record depends on is unreachable. What fails for this record alone, in any way, ends as a dead
 * letter after a bounded number of tries: {@link FailureJudge} decides.
 */
final class ImageWork implements RecordWork {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final ImageReader reader;
  private final PictureEmbeddings embeddings;
  private final ImageOutputs outputs;
  private final DeadLetterWait deadLetters;
  private final RefusedOutputs refused;
  private final FailureJudge judge;
  private final RoleMeter meter;

  ImageWork(
      ImageReader reader,
      PictureEmbeddings embeddings,
      ImageOutputs outputs,
      DeadLetterWait deadLetters,
      RefusedOutputs refused,
      FailureJudge judge,
      RoleMeter meter) {
    this.reader = reader;
    this.embeddings = embeddings;
    this.outputs = outputs;
    this.deadLetters = deadLetters;
    this.refused = refused;
    this.judge = judge;
    this.meter = meter;
  }

  @Override
  public Outcome process(InputRecord record, PendingBytes bytes) throws InterruptedException {
    Backoff pauses = Backoff.jittered(FIRST_PAUSE, LONGEST_PAUSE);
    FailureJudge.Tries tries = judge.begin();
    while (true) {
      Throwable failure;
      try {
        return refused.form(record) == RefusedOutputs.Form.NORMAL
            ? tryOnce(record)
            : dead(record, refusal(record));
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable e) { // errors too: a picture that exhausts memory must not stop others
        failure = e;
      }
      Optional<CiderException> end = tries.judge(failure);
      if (end.isPresent()) {
        return dead(record, end.get());
      }
      meter.failed(failure);
      Thread.sleep(pauses.next());
    }
  }

  private CiderException refusal(InputRecord record) {
    return new CiderException(
        ErrorCode.UNEXPECTED,
        "Kafka rejected the record made from it (%s).".formatted(refused.cause(record).orElse("")));
  }

  private Outcome dead(InputRecord record, CiderException error) throws InterruptedException {
    String outcome = EmbedderRole.DEAD_LETTERED + error.code();
    if (refused.form(record) == RefusedOutputs.Form.LEAST_DEAD_LETTER) {
      return new Outcome(outcome, List.of(deadLetters.least(record, error)));
    }
    List<OutputRecord> written = new ArrayList<>(List.of(deadLetters.of(record, error)));
    outputs.position(record).ifPresent(written::add);
    return new Outcome(outcome, written);
  }

  private Outcome tryOnce(InputRecord record) throws InterruptedException {
    ImageId id = ImageId.of(record.key());
    ReservedIds.requireAccepted(id);
    outputs.requireOpen(record);
    if (record.value() == null) {
      return new Outcome(EmbedderRole.DELETED, List.of(outputs.tombstone(id, record)));
    }
    try (ImagePayload picture = reader.read(record)) {
      PictureEmbeddings.Found found = embeddings.of(picture.content(), picture.sha256());
      OutputRecord descriptor =
          outputs.descriptor(id, record, picture, embeddings.model(), found.embedding());
      report(record, found);
      return new Outcome(EmbedderRole.EMBEDDED, List.of(descriptor));
    }
  }

  private void report(InputRecord record, PictureEmbeddings.Found found) {
    embeddings.count(found);
    if (found.reused()) {
      meter.worked(record.timestampMs(), Map.of());
      return;
    }
    StageTimes times = found.embedding().times();
    meter.worked(
        record.timestampMs(),
        Map.of("decode", times.decode(), "wait", times.waiting(), "infer", times.infer()));
  }
}
