package io.ciderstream.trials.faults.catalogue;

import io.ciderstream.schemas.Durations;
import io.ciderstream.trials.faults.FaultContext;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.system.RoleInstance;
import io.ciderstream.trials.faults.system.TrialRole;
import java.time.Duration;
import java.util.List;

/** Instances that come and go, and a registry that is away when they start. */
final class GroupFaults {
  private static final int COMINGS = 10;
  private static final int QUICK_COMINGS = 2;
  private static final Duration REGISTRY_DOWN = Duration.ofSeconds(60);
  private static final Duration QUICK_DOWN = Duration.ofSeconds(10);

  private GroupFaults() {}

  static List<FaultTrial> all() {
    return List.of(
        rebalances("embedder-rebalances", TrialRole.EMBEDDER, Promises.NOTHING_LOST),
        rebalances("sink-rebalances", TrialRole.SINK, Promises.LAST_RECORD),
        FaultTrial.of(
            "registry-down-at-start",
            "all roles are started while the schema registry is down, for 60 s",
            Promises.HEALS,
            GroupFaults::startWithoutRegistry),
        FaultTrial.of(
            "registry-down",
            "the schema registry is down for 60 s in the middle of the work",
            Promises.HEALS,
            context -> {
              context.system().registry().kill();
              context.pause(REGISTRY_DOWN, QUICK_DOWN);
              context.system().registry().restart();
            }));
  }

  private static FaultTrial rebalances(String name, TrialRole role, String promise) {
    return FaultTrial.of(
        name,
        "20 rebalances of the %s: a second instance joins and leaves, 10 times"
            .formatted(name.substring(0, name.indexOf('-'))),
        promise,
        context -> {
          long start = System.nanoTime();
          for (int i = 0; i < context.either(COMINGS, QUICK_COMINGS); i++) {
            try (RoleInstance second = context.system().instance(role)) {
              second.start();
              second.awaitReady();
            }
          }
          context
              .log()
              .accept("took " + Durations.text(Duration.ofNanos(System.nanoTime() - start)));
        });
  }

  private static void startWithoutRegistry(FaultContext context) throws InterruptedException {
    context.system().registry().kill();
    for (TrialRole role : TrialRole.values()) {
      context.system().role(role).kill();
      context.system().role(role).start();
    }
    context.pause(REGISTRY_DOWN, QUICK_DOWN);
    context.system().registry().restart();
  }
}
