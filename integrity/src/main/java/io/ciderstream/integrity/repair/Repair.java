package io.ciderstream.integrity.repair;

import io.ciderstream.integrity.compare.IdState;
import io.ciderstream.integrity.compare.Judgement;
import io.ciderstream.integrity.compare.Suspect;
import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.result.Difference;
import io.ciderstream.integrity.run.Findings;
import io.ciderstream.integrity.run.VerificationProgress;
import io.ciderstream.integrity.run.VerifiedSystem;
import io.ciderstream.integrity.run.WaitClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes the index equal to the log through the log: appends the last record of each id that differs
 * once more, for the embedder and the sink to take. Never writes to the index.
 */
public final class Repair {
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** How many ids are repaired at a time: the log is read on after each batch. */
  private static final int BATCH = 1_000;

  private final VerifiedSystem system;
  private final Findings findings;
  private final Duration wait;
  private final WaitClock clock;
  private final AppendedRecords appended;

  /**
   * Creates a repair.
   *
   * @param findings of a verification that has just ended
   * @param wait how long the roles may take for a batch
   */
  public Repair(VerifiedSystem system, Findings findings, Duration wait, WaitClock clock) {
    this.system = system;
    this.findings = findings;
    this.wait = wait;
    this.clock = clock;
    this.appended = new AppendedRecords(system.log(), system.topics());
  }

  /**
   * Appends the records and waits until they have taken effect.
   *
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE, REGISTRY_UNAVAILABLE,
   *     INDEX_UNAVAILABLE
   */
  public RepairResult run(VerificationProgress progress) {
    List<Suspect> all = findings.differing();
    List<Difference> left = new ArrayList<>();
    long repaired = 0;
    long movedOn = 0;
    findings.follower().follow(all);
    readLog();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Suspect> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      repair(batch);
      for (Suspect suspect : batch) {
        if (suspect.isChanged()) {
          movedOn++;
        } else if (isRepaired(suspect)) {
          repaired++;
        } else {
          left.add(suspect.difference());
        }
      }
      progress.show("repaired", from + batch.size(), all.size());
    }
    return new RepairResult(repaired, movedOn, left);
  }

  private void repair(List<Suspect> batch) {
    RepairPlanner planner = new RepairPlanner(system);
    List<RepairPlan> plans =
        batch.stream()
            .filter(suspect -> !suspect.isChanged())
            .flatMap(suspect -> planner.plan(suspect).stream())
            .toList();
    List<RepairPlan> deleting = plans.stream().filter(plan -> !plan.deletions().isEmpty()).toList();
    deleting.forEach(
        plan -> plan.deletions().forEach(record -> appended.append(plan.suspect(), record)));
    List<Suspect> undeleted = await(deleting, this::isDeleted);
    List<RepairPlan> writing =
        plans.stream()
            .filter(plan -> plan.write().isPresent())
            .filter(plan -> !undeleted.contains(plan.suspect()))
            .filter(plan -> !plan.suspect().isChanged())
            .toList();
    writing.forEach(plan -> appended.append(plan.suspect(), plan.write().orElseThrow()));
    await(plans, this::isRepaired);
  }

  /**
   * Reads on until the suspects are as expected, or it takes too long.
   *
   * @return those that are not
   */
  private List<Suspect> await(List<RepairPlan> plans, Predicate<Suspect> isDone) {
    List<Suspect> open = new ArrayList<>(plans.stream().map(RepairPlan::suspect).toList());
    long begun = clock.nanoTime();
    while (!open.isEmpty() && clock.nanoTime() - begun < wait.toNanos()) {
      readLog();
      appended.appendOvertaken();
      findings.follower().readRows(open);
      if (appended.areSettled()) {
        open.removeIf(suspect -> suspect.isChanged() || isDone.test(suspect));
      }
      if (!open.isEmpty()) {
        clock.pause(PAUSE);
      }
    }
    return open;
  }

  private void readLog() {
    findings
        .follower()
        .readLog(
            (suspect, record) -> {
              suspect.entries().add(entry(suspect, record));
              appended.read(suspect, record);
            });
  }

  private Entry entry(Suspect suspect, ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(system.topics().images())
        ? findings.entries().image(suspect.entries().key(), record)
        : findings.entries().descriptor(suspect.entries().key(), record);
  }

  /** Returns whether one partition at most is live, and the sink has passed the tombstones. */
  private boolean isDeleted(Suspect suspect) {
    return suspect.entries().live().size() <= 1 && !findings.judge().awaitsSink(suspect.entries());
  }

  private boolean isRepaired(Suspect suspect) {
    Judgement judgement = findings.judge().judge(suspect.entries());
    if (judgement.state() == IdState.DIFFERENT) {
      suspect.judge(judgement);
    }
    return judgement.state() == IdState.EQUAL || judgement.state() == IdState.DELETED;
  }
}
