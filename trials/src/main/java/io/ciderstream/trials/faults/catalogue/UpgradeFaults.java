package io.ciderstream.trials.faults.catalogue;

import io.ciderstream.trials.faults.FaultContext;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.system.RoleInstance;
import io.ciderstream.trials.faults.system.TrialRole;
import io.ciderstream.trials.faults.system.TrialSystem;
import java.util.List;

/** Roles of an earlier build beside those of this one. */
final class UpgradeFaults {
  private static final int FLOW = 20;

  private UpgradeFaults() {}

  static List<FaultTrial> all() {
    return List.of(
        FaultTrial.of(
            "rolling-upgrade",
            "each role is replaced by one of the build of --upgrade-from, then by one of this build",
            Promises.HEALS,
            context -> {
              roll(context, context.options().earlierClassPath());
              roll(context, System.getProperty("java.class.path"));
            }));
  }

  /** Starts the new instance of each role before the old one is stopped. */
  private static void roll(FaultContext context, String classPath) {
    TrialSystem system = context.system();
    for (TrialRole role : TrialRole.values()) {
      RoleInstance next = system.instance(role, classPath);
      next.start();
      next.awaitReady();
      context.awaitDescriptors(FLOW);
      system.role(role).close();
      system.replace(role, next);
      context.awaitDescriptors(FLOW);
      context.log().accept("the %s is replaced".formatted(role.command()));
    }
  }
}
