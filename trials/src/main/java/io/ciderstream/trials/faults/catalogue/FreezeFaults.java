package io.ciderstream.trials.faults.catalogue;

import io.ciderstream.servers.KafkaProcess;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.trials.faults.FaultContext;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.system.RoleInstance;
import io.ciderstream.trials.faults.system.TrialLayout;
import io.ciderstream.trials.faults.system.TrialRole;
import java.time.Duration;
import java.util.List;

/** Parts that are suspended with SIGSTOP and resumed with SIGCONT. */
final class FreezeFaults {
  /** More than the session timeout of Kafka Streams, 8 s, and of the sink, 6 s. */
  private static final Duration BEYOND_SESSION = Duration.ofSeconds(20);

  private static final Duration QUICK = Duration.ofSeconds(12);
  private static final int FLOW = 10;

  private FreezeFaults() {}

  static List<FaultTrial> all() {
    return List.of(
        role("embedder-frozen", TrialRole.EMBEDDER, Promises.LAST_RECORD),
        role("searcher-frozen", TrialRole.SEARCHER, Promises.ONE_REPLY),
        role("sink-frozen", TrialRole.SINK, Promises.LAST_RECORD),
        FaultTrial.of(
            "broker-frozen",
            "SIGSTOP of the only broker for 20 s",
            Promises.HEALS,
            context -> {
              KafkaProcess broker = context.system().brokers().getFirst();
              hold(context, broker::freeze, broker::thaw);
            }),
        FaultTrial.of(
            "registry-frozen",
            "SIGSTOP of the schema registry for 20 s",
            Promises.HEALS,
            context -> {
              SchemaRegistry registry = context.system().registry();
              hold(context, registry::freeze, registry::thaw);
            }),
        milvus("milvus-frozen", "Milvus Lite", TrialLayout.PLAIN),
        milvus("milvus-2.3.5-frozen", "Milvus 2.3.5", TrialLayout.PLAIN.withGenuineMilvus()));
  }

  /** Another instance takes over meanwhile, and the frozen one finds itself replaced. */
  private static FaultTrial role(String name, TrialRole role, String promise) {
    return FaultTrial.of(
        name,
        "SIGSTOP of one of two instances of the %s beyond its session, then SIGCONT"
            .formatted(name.substring(0, name.indexOf('-'))),
        promise,
        context -> {
          RoleInstance first = context.system().role(role);
          try (RoleInstance second = context.system().instance(role)) {
            second.start();
            second.awaitReady();
            context.awaitWork(role);
            first.freeze();
            try {
              context.pause(BEYOND_SESSION, QUICK);
              context.awaitWork(role);
            } finally {
              first.thaw();
            }
            context.awaitWork(role);
          }
        });
  }

  private static FaultTrial milvus(String name, String server, TrialLayout layout) {
    return FaultTrial.of(
            name,
            "SIGSTOP of %s for 20 s".formatted(server),
            Promises.LAST_RECORD,
            context -> {
              MilvusServer milvus = context.system().milvus();
              hold(context, milvus::freeze, milvus::thaw);
            })
        .on(layout);
  }

  private static void hold(FaultContext context, Runnable freeze, Runnable thaw)
      throws InterruptedException {
    context.awaitDescriptors(FLOW);
    freeze.run();
    try {
      context.pause(BEYOND_SESSION, QUICK);
    } finally {
      thaw.run();
    }
  }
}
