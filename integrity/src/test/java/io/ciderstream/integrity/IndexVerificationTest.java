package io.ciderstream.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.integrity.result.Difference;
import io.ciderstream.integrity.result.DifferenceKind;
import io.ciderstream.integrity.result.ImageEnds;
import io.ciderstream.integrity.result.IndexVerdict;
import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.integrity.run.IntegrityOptions;
import io.ciderstream.integrity.run.VerificationProgress;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexVerificationTest {
  @TempDir private Path folder;

  private final FakeSystem system = new FakeSystem();
  private final FakeClock clock = new FakeClock();

  @Test
  void shouldFindAnIndexEqualThatTheRolesMade() {
    system.put(0, "a", "one");
    system.put(0, "a", "two");
    system.put(1, "b", "three");
    system.put(1, "c", "four");
    system.put(1, "c", null);
    system.put(0, "d", "bad");
    system.put(0, "e", "refused");
    system.log.putMarker(FakeSystem.TOPICS.images(), 0);
    system.runRoles();

    VerificationResult result = verify();

    assertThat(result.verdict()).isEqualTo(IndexVerdict.EQUAL);
    assertThat(result.images().offsets()).isEqualTo(8);
    assertThat(result.images().withoutRecord()).isEqualTo(1);
    ImageEnds ends = result.images().ends();
    assertThat(ends.indexed()).isEqualTo(2);
    assertThat(ends.superseded()).isEqualTo(2);
    assertThat(ends.deleted()).isEqualTo(1);
    assertThat(ends.deadLettered()).isEqualTo(Map.of("PICTURE_CORRUPT", 1L, "ROW_REFUSED", 1L));
    assertThat(result.ids().ids()).isEqualTo(5);
    assertThat(result.ids().equal()).isEqualTo(2);
    assertThat(result.ids().deleted()).isEqualTo(1);
    assertThat(result.ids().rejected()).isEqualTo(2);
    assertThat(result.cost().rows()).isEqualTo(2);
  }

  @Test
  void shouldCountAnImageAsIndexedIfItsLaterReplacementWasDeadLettered() {
    system.put(0, "a", "one");
    system.put(0, "a", "bad");
    system.runRoles();

    VerificationResult result = verify();

    assertThat(result.verdict()).isEqualTo(IndexVerdict.EQUAL);
    assertThat(result.images().ends().indexed()).isEqualTo(1);
    assertThat(result.images().ends().deadLettered()).containsEntry("PICTURE_CORRUPT", 1L);
  }

  @Test
  void shouldNotCountATombstoneThatMovesThePositionAsAnId() {
    system.put(0, "a", "bad");
    system.runRoles();
    system.putDescriptor(0, ReservedIds.position(0).value(), null, 0);
    system.runSink();

    VerificationResult result = verify();

    assertThat(result.verdict()).isEqualTo(IndexVerdict.EQUAL);
    assertThat(result.ids().ids()).isEqualTo(1);
    assertThat(result.ids().rejected()).isEqualTo(1);
  }

  @Test
  void shouldReportAMissingRow() {
    system.put(0, "a", "one");
    system.put(0, "b", "two");
    system.runRoles();
    system.rows.rows.remove(new ImageId("a"));

    VerificationResult result = verify();

    assertThat(only(result))
        .isEqualTo(
            new Difference("a", DifferenceKind.ROW_MISSING, new RecordPosition(0, 0), null, null));
    assertThat(result.images().ends().differing()).isEqualTo(1);
    assertThat(result.images().ends().indexed()).isEqualTo(1);
  }

  @Test
  void shouldReportARowThatWasDeleted() {
    long offset = system.put(1, "a", "one");
    system.put(1, "a", null);
    system.runRoles();
    putRow("a", new RecordPosition(1, offset), "one");

    assertThat(only(verify()).kind()).isEqualTo(DifferenceKind.ROW_DELETED);
  }

  @Test
  void shouldReportARowWithoutAnyRecord() {
    putRow("a", new RecordPosition(0, 3), "one");

    Difference difference = only(verify());

    assertThat(difference.kind()).isEqualTo(DifferenceKind.ROW_UNKNOWN);
    assertThat(difference.row()).isEqualTo(new RecordPosition(0, 3));
  }

  @Test
  void shouldReportAnotherPosition() {
    system.put(0, "a", "one");
    system.put(0, "a", "two");
    system.runRoles();
    putRow("a", new RecordPosition(0, 0), "one");

    Difference difference = only(verify());

    assertThat(difference.kind()).isEqualTo(DifferenceKind.POSITION);
    assertThat(difference.log()).isEqualTo(new RecordPosition(0, 1));
    assertThat(difference.row()).isEqualTo(new RecordPosition(0, 0));
  }

  @Test
  void shouldReportAnotherVectorWithItsCosine() {
    system.put(0, "a", "one");
    system.runRoles();
    change(
        "a",
        row -> {
          float[] vector = row.vector().clone();
          vector[3] += 0.5f;
          return row(row, vector, row.metadata(), row.source());
        });

    Difference difference = only(verify());

    assertThat(difference.kind()).isEqualTo(DifferenceKind.VECTOR);
    assertThat(difference.cosine()).isBetween(0.9, 0.9999);
  }

  @Test
  void shouldAcceptAVectorThatAServerRounded() {
    system.put(0, "a", "one");
    system.runRoles();
    change(
        "a",
        row -> {
          float[] vector = row.vector().clone();
          for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.float16ToFloat(Float.floatToFloat16(vector[i]));
          }
          return row(row, vector, row.metadata(), row.source());
        });

    assertThat(verify().verdict()).isEqualTo(IndexVerdict.EQUAL);
  }

  @Test
  void shouldReportOtherMetadata() {
    system.put(0, "a", "one");
    system.runRoles();
    change("a", row -> row(row, row.vector(), Map.of("picture", "other"), row.source()));

    assertThat(only(verify()).kind()).isEqualTo(DifferenceKind.FIELDS);
  }

  @Test
  void shouldReadWholeNumbersOfJsonAsEqual() {
    system.put(0, "a", "one");
    system.runRoles();
    change(
        "a", row -> row(row, row.vector(), Map.of("picture", "one", "number", 1.0), row.source()));

    assertThat(verify().verdict()).isEqualTo(IndexVerdict.EQUAL);
  }

  @Test
  void shouldReportADescriptorOfAnotherModel() {
    system.put(0, "a", "one");
    system.runRoles();
    system.putDescriptor(
        0, "a", FakeSystem.descriptor(new RecordPosition(0, 0), "one", "ba9876543210"), 0);
    system.runSink();

    assertThat(only(verify()).kind()).isEqualTo(DifferenceKind.OTHER_MODEL);
  }

  @Test
  void shouldReportAnImageWithoutDescriptorAndDeadLetter() {
    system.put(0, "a", "one");
    system.put(0, "b", "two");
    system.runEmbedder();
    system.log.compact(FakeSystem.TOPICS.descriptors(), 0, 0);
    system.runSink();

    Difference difference = only(verify());

    assertThat(difference.id()).isEqualTo("a");
    assertThat(difference.kind()).isEqualTo(DifferenceKind.DESCRIPTOR_MISSING);
    assertThat(difference.log()).isEqualTo(new RecordPosition(0, 0));
  }

  @Test
  void shouldReportADescriptorOfAnotherPicture() {
    system.put(0, "a", "one");
    system.runRoles();
    system.putDescriptor(
        0, "a", FakeSystem.descriptor(new RecordPosition(0, 0), "two", FakeSystem.HASH), 0);
    system.runSink();

    assertThat(only(verify()).kind()).isEqualTo(DifferenceKind.CONTENT);
  }

  @Test
  void shouldReportAnIdWithLiveRecordsInTwoPartitions() {
    system.put(0, "a", "one");
    system.put(1, "a", "two");
    system.runRoles();

    assertThat(only(verify()).kind()).isEqualTo(DifferenceKind.SEVERAL_PARTITIONS);
  }

  @Test
  void shouldAcceptAnIdThatWasDeletedInItsOtherPartition() {
    system.put(0, "a", "one");
    system.put(0, "a", null);
    system.runRoles();
    system.put(1, "a", "two");
    system.runRoles();

    assertThat(verify().verdict()).isEqualTo(IndexVerdict.EQUAL);
  }

  @Test
  void shouldCountWhatTheEmbedderHasNotReachedAsPending() {
    system.put(0, "a", "one");
    system.runRoles();
    system.put(0, "a", "two");
    system.put(0, "b", "three");

    VerificationResult result = verify();

    assertThat(result.verdict()).isEqualTo(IndexVerdict.BEHIND);
    assertThat(result.images().ends().pending()).isEqualTo(2);
    assertThat(result.images().ends().superseded()).isEqualTo(1);
    assertThat(result.ids().pending()).isEqualTo(2);
  }

  @Test
  void shouldCountWhatTheSinkHasNotReachedAsPending() {
    system.put(0, "a", "one");
    system.runRoles();
    system.put(0, "b", "two");
    system.runEmbedder();

    VerificationResult result = verify();

    assertThat(result.verdict()).isEqualTo(IndexVerdict.BEHIND);
    assertThat(result.images().ends().pending()).isEqualTo(1);
    assertThat(result.images().ends().indexed()).isEqualTo(1);
  }

  @Test
  void shouldWaitForTheRoles() {
    system.put(0, "a", "one");
    system.runRoles();
    system.put(0, "b", "two");
    clock.onPause(system::runRoles);

    assertThat(verify().verdict()).isEqualTo(IndexVerdict.EQUAL);
  }

  @Test
  void shouldNotReportAnIdThatMovedOnDuringTheScan() {
    system.put(0, "a", "one");
    system.put(0, "b", "two");
    system.runRoles();
    system.rows.rows.remove(new ImageId("a"));
    system.rows.afterScan(
        () -> {
          system.put(0, "a", "three");
          system.put(0, "b", null);
          system.runRoles();
        });

    VerificationResult result = verify();

    assertThat(result.verdict()).isEqualTo(IndexVerdict.EQUAL);
    assertThat(result.ids().movedOn()).isEqualTo(1);
    assertThat(result.images().offsets()).isEqualTo(2);
    assertThat(result.images().ends().superseded()).isEqualTo(1);
  }

  @Test
  void shouldNotReportARowThatAppearsWhenItIsReadAgain() {
    system.put(0, "a", "one");
    system.runRoles();
    Row row = system.rows.rows.remove(new ImageId("a"));
    system.rows.afterScan(() -> system.rows.rows.put(row.id(), row));

    assertThat(verify().verdict()).isEqualTo(IndexVerdict.EQUAL);
  }

  @Test
  void shouldSayFromWhichOffsetTheImagesAreKept() {
    system.put(0, "a", "one");
    system.put(0, "b", "two");
    system.runRoles();
    system.log.begin(FakeSystem.TOPICS.images(), 0, 1);

    VerificationResult result = verify();

    assertThat(result.verdict()).isEqualTo(IndexVerdict.EQUAL);
    assertThat(result.position().lostImages()).isTrue();
    assertThat(result.position().imagesFrom()).containsEntry(0, 1L);
    assertThat(result.images().offsets()).isEqualTo(1);
    assertThat(result.ids().equal()).isEqualTo(2);
  }

  @Test
  void shouldCompareASampleAndBoundTheRest() {
    for (int i = 0; i < 2_000; i++) {
      system.put(i % 2, "id" + i, "picture " + i);
    }
    system.runRoles();

    VerificationResult result = verify(options().withShare(0.1));

    assertThat(result.sample().compared()).isBetween(140L, 260L).isEqualTo(result.ids().ids());
    assertThat(result.images().notSampled()).isEqualTo(2_000 - result.sample().compared());
    assertThat(result.sample().differing()).isZero();
    assertThat(result.sample().atMost()).isBetween(20L, 45L);
  }

  @Test
  void shouldNameTheFirstDifferencesOnlyAndCountAll() {
    for (int i = 0; i < 30; i++) {
      system.put(0, "id" + i, "picture " + i);
    }
    system.runRoles();
    system.rows.rows.clear();

    VerificationResult result = verify(options().withLimit(4));

    assertThat(result.first()).hasSize(4);
    assertThat(result.ids().differing().byKind())
        .isEqualTo(Map.of(DifferenceKind.ROW_MISSING, 30L));
  }

  private void putRow(String id, RecordPosition source, String picture) {
    Row row = FakeSystem.row(id, FakeSystem.descriptor(source, picture, FakeSystem.HASH));
    system.rows.rows.put(row.id(), row);
  }

  private void change(String id, UnaryOperator<Row> change) {
    system.rows.rows.computeIfPresent(new ImageId(id), (key, row) -> change.apply(row));
  }

  private static Row row(
      Row row, float[] vector, Map<String, Object> metadata, SourcePosition source) {
    return new Row(row.id(), vector, row.model(), metadata, row.picture(), source);
  }

  private static Difference only(VerificationResult result) {
    assertThat(result.verdict()).isEqualTo(IndexVerdict.DIFFERENT);
    assertThat(result.ids().differing().all()).isEqualTo(1);
    return result.first().getFirst();
  }

  private IntegrityOptions options() {
    return IntegrityOptions.in(folder)
        .withTimes(Duration.ofSeconds(2), Duration.ofSeconds(1))
        .withMemory(1 << 20);
  }

  private VerificationResult verify() {
    return verify(options());
  }

  private VerificationResult verify(IntegrityOptions options) {
    return IndexVerification.find(system.verified(), options, VerificationProgress.NONE, clock)
        .result();
  }
}
