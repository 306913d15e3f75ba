package io.ciderstream.trials.faults.catalogue;

import io.ciderstream.trials.faults.FaultTrial;
import java.util.List;
import java.util.stream.Stream;

/** All faults that are tried. */
public final class FaultCatalogue {
  private FaultCatalogue() {}

  /** Returns the trials; neighbours with the same layout share a system. */
  public static List<FaultTrial> all() {
    return Stream.of(
            KillFaults.all(),
            FreezeFaults.all(),
            MilvusFaults.all(),
            GroupFaults.all(),
            PictureFaults.all(),
            QueryFaults.all(),
            DiskFaults.all(),
            UpgradeFaults.all())
        .flatMap(List::stream)
        .toList();
  }
}
