package io.ciderstream.trials.faults.catalogue;

import io.ciderstream.servers.Fault;
import io.ciderstream.servers.MilvusStandalone;
import io.ciderstream.trials.baseline.RowDeletion;
import io.ciderstream.trials.faults.FaultContext;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.system.TrialLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Milvus away, slow and refusing. */
final class MilvusFaults {
  private static final Duration DOWN = Duration.ofMinutes(5);
  private static final Duration QUICK_DOWN = Duration.ofSeconds(20);
  private static final Duration SLOW = Duration.ofSeconds(60);
  private static final Duration QUICK_SLOW = Duration.ofSeconds(15);

  /** Every write is refused with the error of an exceeded quota. */
  private static final Map<String, String> WRITES_DENIED =
      Map.of(
          "QUOTAANDLIMITS_ENABLED", "true",
          "QUOTAANDLIMITS_LIMITWRITING_FORCEDENY", "true");

  private static final int LOST = 15;

  private MilvusFaults() {}

  static List<FaultTrial> all() {
    return List.of(
        FaultTrial.of(
            "milvus-down",
            "Milvus cannot be reached for 5 minutes",
            Promises.HEALS,
            context -> network(context, new Fault.Refuse(), DOWN, QUICK_DOWN)),
        FaultTrial.of(
            "milvus-silent",
            "packets to Milvus are dropped for 60 s, and arrive late",
            Promises.LAST_RECORD,
            context -> network(context, new Fault.BlackHole(), SLOW, QUICK_SLOW)),
        FaultTrial.of(
            "milvus-slow",
            "each response of Milvus is 2 s late, for 60 s",
            Promises.HEALS,
            context -> network(context, new Fault.Delay(Duration.ofSeconds(2)), SLOW, QUICK_SLOW)),
        FaultTrial.of(
            "milvus-loses-rows",
            "rows are deleted in Milvus behind the system's back; verify must name them, and --repair"
                + " restore them",
            Promises.REBUILD,
            MilvusFaults::loseRows),
        FaultTrial.of(
                "milvus-quota",
                "Milvus 2.3.5 refuses writes with its quota error for 60 s",
                Promises.HEALS,
                MilvusFaults::quota)
            .on(TrialLayout.PLAIN.withGenuineMilvus()));
  }

  private static void network(FaultContext context, Fault fault, Duration full, Duration quick)
      throws InterruptedException {
    context.system().network().set(fault);
    try {
      context.pause(full, quick);
    } finally {
      context.system().network().heal();
    }
  }

  private static void quota(FaultContext context) throws InterruptedException {
    MilvusStandalone milvus = (MilvusStandalone) context.system().milvus();
    milvus.kill();
    milvus.restart(WRITES_DENIED);
    context.pause(SLOW, QUICK_SLOW);
    milvus.kill();
    milvus.restart();
  }

  private static void loseRows(FaultContext context) {
    List<String> lost =
        IntStream.range(0, LOST).mapToObj(i -> "%s-lost-%d".formatted(context.name(), i)).toList();
    for (String id : lost) {
      context.producer().put(id, context.pictures().jpeg(id.hashCode(), id));
    }
    context.producer().flush();
    context.awaitIndexed();
    RowDeletion.delete(context.system().milvus().address(), lost);
    List<String> found = context.judge().judge(context.system()).differences();
    for (String id : lost) {
      if (found.stream().noneMatch(difference -> difference.startsWith(id + ":"))) {
        throw new IllegalStateException("verify did not find the lost row of " + id);
      }
    }
    context.judge().repair(context.system());
  }
}
