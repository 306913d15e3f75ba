package io.ciderstream.trials.faults.catalogue;

import io.ciderstream.servers.KafkaProcess;
import io.ciderstream.trials.faults.FaultContext;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.system.SmallDisk;
import io.ciderstream.trials.faults.system.TrialLayout;
import io.ciderstream.trials.faults.system.TrialLayout.DiskUser;
import io.ciderstream.trials.faults.system.TrialRole;
import java.time.Duration;
import java.util.List;

/** Disks that are full for a while. */
final class DiskFaults {
  private static final Duration FULL_FOR = Duration.ofSeconds(60);
  private static final Duration QUICK = Duration.ofSeconds(15);
  private static final int FLOW = 10;

  private static final TrialLayout SMALL_DISKS =
      TrialLayout.PLAIN
          .withSmallDisk(DiskUser.BROKER, 800)
          .withSmallDisk(DiskUser.EMBEDDER, 200)
          .withSmallDisk(DiskUser.MILVUS, 300);

  private DiskFaults() {}

  static List<FaultTrial> all() {
    return List.of(
        disk(
            "broker-disk-full",
            "the disk of the only broker is full for 60 s; then it has space and is started again",
            Promises.NOTHING_LOST,
            DiskUser.BROKER,
            DiskFaults::restartBroker),
        disk(
            "embedder-disk-full",
            "the disk of the embedder's state is full for 60 s; it is started again if it ended",
            Promises.NOTHING_LOST,
            DiskUser.EMBEDDER,
            DiskFaults::restartEmbedder),
        disk(
            "milvus-disk-full",
            "the disk of Milvus Lite is full for 60 s; then it has space and is started again",
            Promises.LAST_RECORD,
            DiskUser.MILVUS,
            DiskFaults::restartMilvus));
  }

  private interface Restart {
    void run(FaultContext context);
  }

  private static FaultTrial disk(
      String name, String fault, String promise, DiskUser disk, Restart restart) {
    return FaultTrial.of(
            name,
            fault,
            promise,
            context -> {
              context.awaitDescriptors(FLOW);
              SmallDisk full = context.system().disk(disk);
              full.fill();
              context.pause(FULL_FOR, QUICK);
              full.empty();
              restart.run(context);
            })
        .on(SMALL_DISKS);
  }

  /** Kafka's broker ends itself when it cannot write. */
  private static void restartBroker(FaultContext context) {
    KafkaProcess broker = context.system().brokers().getFirst();
    context.log().accept("the broker " + (broker.isRunning() ? "runs" : "ended"));
    broker.close();
    broker.restart();
  }

  private static void restartEmbedder(FaultContext context) {
    var embedder = context.system().role(TrialRole.EMBEDDER);
    context.log().accept("the embedder " + (embedder.isRunning() ? "runs" : "ended"));
    if (!embedder.isRunning()) {
      embedder.start();
    }
  }

  private static void restartMilvus(FaultContext context) {
    context.system().milvus().kill();
    context.system().milvus().restart();
  }
}
