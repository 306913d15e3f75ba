package io.ciderstream.trials.faults.catalogue;

import io.ciderstream.servers.KafkaProcess;
import io.ciderstream.trials.faults.FaultContext;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.system.RoleInstance;
import io.ciderstream.trials.faults.system.TrialLayout;
import io.ciderstream.trials.faults.system.TrialRole;
import java.time.Duration;
import java.util.List;

/** Parts that are killed in the middle of their work and started again at once. */
final class KillFaults {
  private static final int KILLS = 5;
  private static final int QUICK_KILLS = 2;
  private static final int FLOW = 15;
  private static final Duration BROKER_AWAY = Duration.ofSeconds(20);

  private KillFaults() {}

  static List<FaultTrial> all() {
    return List.of(
        role("embedder-killed", TrialRole.EMBEDDER, Promises.NOTHING_LOST),
        role("searcher-killed", TrialRole.SEARCHER, Promises.ONE_REPLY),
        role("sink-killed", TrialRole.SINK, Promises.LAST_RECORD),
        FaultTrial.of(
            "broker-killed",
            "SIGKILL of the only broker, %d times".formatted(KILLS),
            Promises.NOTHING_LOST,
            context -> repeat(context, () -> again(context.system().brokers().getFirst()))),
        FaultTrial.of(
            "registry-killed",
            "SIGKILL of the schema registry, %d times".formatted(KILLS),
            Promises.HEALS,
            context ->
                repeat(
                    context,
                    () -> {
                      context.system().registry().kill();
                      context.system().registry().restart();
                    })),
        milvus("milvus-killed", "Milvus Lite", TrialLayout.PLAIN),
        milvus("milvus-2.3.5-killed", "Milvus 2.3.5", TrialLayout.PLAIN.withGenuineMilvus()),
        FaultTrial.of(
                "one-of-three-brokers-killed",
                "SIGKILL of one of three brokers, then of another when the first is back",
                Promises.HEALS,
                KillFaults::brokersInTurn)
            .on(TrialLayout.PLAIN.withBrokers(3)));
  }

  private static FaultTrial role(String name, TrialRole role, String promise) {
    return FaultTrial.of(
        name,
        "SIGKILL of the %s in the middle of its work, %d times"
            .formatted(name.substring(0, name.indexOf('-')), KILLS),
        promise,
        context -> {
          RoleInstance instance = context.system().role(role);
          for (int i = 0; i < times(context); i++) {
            context.awaitWork(role);
            context.log().accept("killing the " + role.command());
            instance.kill();
            instance.start();
          }
        });
  }

  private static FaultTrial milvus(String name, String server, TrialLayout layout) {
    return FaultTrial.of(
            name,
            "SIGKILL of %s, %d times".formatted(server, KILLS),
            Promises.LAST_RECORD,
            context ->
                repeat(
                    context,
                    () -> {
                      context.system().milvus().kill();
                      context.system().milvus().restart();
                    }))
        .on(layout);
  }

  private static void repeat(FaultContext context, Runnable kill) {
    for (int i = 0; i < times(context); i++) {
      context.awaitDescriptors(FLOW);
      context.log().accept("killing it");
      kill.run();
    }
  }

  private static int times(FaultContext context) {
    return context.either(KILLS, QUICK_KILLS);
  }

  private static void again(KafkaProcess broker) {
    broker.kill();
    broker.restart();
  }

  private static void brokersInTurn(FaultContext context) throws InterruptedException {
    for (KafkaProcess broker : context.system().brokers().subList(0, 2)) {
      context.awaitDescriptors(FLOW);
      context.log().accept("killing the broker at " + broker.address());
      broker.kill();
      context.pause(BROKER_AWAY, BROKER_AWAY.dividedBy(4));
      context.awaitDescriptors(FLOW); // two brokers are enough
      broker.restart();
    }
  }
}
