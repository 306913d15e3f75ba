package io.ciderstream.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.Row;
import io.ciderstream.integrity.repair.Repair;
import io.ciderstream.integrity.repair.RepairResult;
import io.ciderstream.integrity.result.DifferenceKind;
import io.ciderstream.integrity.result.IndexVerdict;
import io.ciderstream.integrity.run.Findings;
import io.ciderstream.integrity.run.IntegrityOptions;
import io.ciderstream.integrity.run.VerificationProgress;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTest {
  private static final ImageId A = new ImageId("a");
  private static final int HASH_PARTITION =
      KeyPartition.of("a".getBytes(StandardCharsets.UTF_8), 2);

  @TempDir private Path folder;

  private final FakeSystem system = new FakeSystem();
  private final FakeClock clock = new FakeClock();

  @Test
  void shouldWriteAMissingRow() {
    system.put(0, "a", "one");
    system.runRoles();
    Row row = system.rows.rows.remove(A);

    assertRepairs();

    assertThat(system.rows.rows.get(A).source()).isEqualTo(row.source());
  }

  @Test
  void shouldReplaceAStaleRow() {
    system.put(0, "a", "one");
    system.runRoles();
    Row stale = system.rows.rows.get(A);
    system.put(0, "a", "two");
    system.runRoles();
    system.rows.rows.put(A, stale);

    assertRepairs();

    assertThat(system.rows.rows.get(A).source().offset()).isEqualTo(1);
  }

  @Test
  void shouldDeleteARowThatWasDeletedBefore() {
    system.put(0, "a", "one");
    system.runRoles();
    system.put(0, "a", null);
    system.runRoles();
    putRow(new RecordPosition(0, 0));

    assertRepairs();

    assertThat(system.rows.rows).isEmpty();
    assertThat(FakeLog.source(lastDescriptor(0))).as("what the embedder passed last").isEqualTo(1);
    assertThat(find().result().images().ends().deleted()).isEqualTo(1);
  }

  @Test
  void shouldDeleteARowWithoutAnyRecord() {
    system.put(1, "b", "two");
    system.runRoles();
    putRow(new RecordPosition(1, 5));

    assertRepairs();

    assertThat(system.rows.rows).containsOnlyKeys(new ImageId("b"));
    assertThat(FakeLog.source(lastDescriptor(1)))
        .as("not the row's, which the log has never reached")
        .isZero();
  }

  @Test
  void shouldSendAnImageAgainThatHasNoDescriptor() {
    system.put(0, "a", "one");
    system.put(0, "b", "two");
    system.runEmbedder();
    system.log.compact(FakeSystem.TOPICS.descriptors(), 0, 0);
    system.runSink();

    assertRepairs();

    assertThat(system.rows.rows.get(A).source().offset()).isEqualTo(2);
  }

  @Test
  void shouldKeepTheRecordInThePartitionOfTheHash() {
    system.put(HASH_PARTITION, "a", "right");
    system.put(1 - HASH_PARTITION, "a", "wrong");
    system.runRoles();

    assertRepairs();

    assertThat(system.rows.rows.get(A).metadata()).containsEntry("picture", "right");
    assertThat(system.log.records(FakeSystem.TOPICS.images(), 1 - HASH_PARTITION).getLast().value())
        .isNull();
  }

  @Test
  void shouldDeleteAMisplacedRecordWhoseRowADeletionHasRemoved() {
    system.put(1 - HASH_PARTITION, "a", "wrong");
    system.runRoles();
    system.put(HASH_PARTITION, "a", null);
    system.runRoles();

    assertRepairs();

    assertThat(system.rows.rows).isEmpty();
  }

  @Test
  void shouldLetARecordWinThatCameBeforeTheRepairs() {
    system.put(0, "a", "one");
    system.runRoles();
    system.rows.rows.remove(A);
    Findings findings = find();
    boolean[] done = {false};
    system.log.beforeAppend(
        () -> {
          if (!done[0]) {
            done[0] = true;
            system.put(0, "a", "two");
            system.runEmbedder();
          }
        });
    clock.onPause(system::runRoles);

    RepairResult result = repair(findings);

    assertThat(result.movedOn()).isEqualTo(1);
    system.runRoles();
    assertThat(system.rows.rows.get(A).metadata()).containsEntry("picture", "two");
    assertThat(FakeLog.source(lastDescriptor(0))).isEqualTo(1);
  }

  @Test
  void shouldAppendNothingForAnIdThatHasChanged() {
    system.put(0, "a", "one");
    system.runRoles();
    system.rows.rows.remove(A);
    Findings findings = find();
    system.put(0, "a", null);
    system.runEmbedder();
    int before = system.log.records(FakeSystem.TOPICS.descriptors(), 0).size();

    assertThat(repair(findings).movedOn()).isEqualTo(1);

    assertThat(system.log.records(FakeSystem.TOPICS.descriptors(), 0)).hasSize(before);
  }

  @Test
  void shouldSayWhatNoRecordRepairs() {
    system.put(0, "a", "one");
    system.runRoles();
    system.putDescriptor(
        0, "a", FakeSystem.descriptor(new RecordPosition(0, 0), "one", "ba9876543210"), 0);
    system.runSink();

    RepairResult result = repair(find());

    assertThat(result.repaired()).isZero();
    assertThat(result.left().getFirst().kind()).isEqualTo(DifferenceKind.OTHER_MODEL);
  }

  private void assertRepairs() {
    Findings findings = find();
    assertThat(findings.result().verdict()).isEqualTo(IndexVerdict.DIFFERENT);
    clock.onPause(system::runRoles);
    RepairResult result = repair(findings);
    assertThat(result.left()).isEmpty();
    assertThat(result.repaired()).isEqualTo(1);
    assertThat(find().result().verdict()).isEqualTo(IndexVerdict.EQUAL);
  }

  private ConsumerRecord<byte[], byte[]> lastDescriptor(int partition) {
    return system.log.records(FakeSystem.TOPICS.descriptors(), partition).stream()
        .filter(Objects::nonNull)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private void putRow(RecordPosition source) {
    Row row = FakeSystem.row("a", FakeSystem.descriptor(source, "one", FakeSystem.HASH));
    system.rows.rows.put(row.id(), row);
  }

  private RepairResult repair(Findings findings) {
    return new Repair(system.verified(), findings, Duration.ofSeconds(5), clock)
        .run(VerificationProgress.NONE);
  }

  private Findings find() {
    return IndexVerification.find(
        system.verified(),
        IntegrityOptions.in(folder)
            .withTimes(Duration.ofSeconds(2), Duration.ofSeconds(1))
            .withMemory(1 << 20),
        VerificationProgress.NONE,
        clock);
  }
}
