package io.ciderstream.cli.console;

import io.ciderstream.cli.doctor.SystemChecks;
import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.admin.AdminClusterView;
import io.ciderstream.console.live.SystemReport;
import io.ciderstream.console.live.SystemReports;
import io.ciderstream.index.descriptor.MilvusIndexAdmin;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.servers.machine.Finding;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reports what {@code cider doctor --system} and {@code cider status} find.
 *
 * @param wiring of the system
 * @param clock the time of a report
 */
record InstallationReports(Wiring wiring, InstantSource clock) implements SystemReports {
  @Override
  public SystemReport now() {
    return new SystemReport(
        clock.millis(),
        new SystemChecks(wiring).run().stream().map(InstallationReports::check).toList(),
        index(),
        topics());
  }

  private static SystemReport.Check check(Finding finding) {
    return new SystemReport.Check(
        finding.check(),
        finding.verdict().name().toLowerCase(Locale.ROOT),
        finding.detail(),
        finding.remedy());
  }

  private SystemReport.Index index() {
    String address = wiring.indexAddress();
    MilvusIndexAdmin admin = wiring.admin();
    try {
      Optional<String> served = admin.served();
      List<SystemReport.Model> models =
          admin.models().stream()
              .map(hash -> new SystemReport.Model(hash, served.filter(hash::equals).isPresent()))
              .toList();
      return new SystemReport.Index(address, null, admin.rows(), models);
    } catch (CiderException e) {
      return new SystemReport.Index(address, Catalogue.REMEDIES.message(e), 0, List.of());
    }
  }

  /** Returns the topics; none if Kafka is unreachable, which is a finding. */
  private List<SystemReport.Topic> topics() {
    try (AdminClusterView cluster = new AdminClusterView(wiring.kafka().admin())) {
      return cluster.topics(wiring.topics().all()).stream()
          .map(
              counts ->
                  new SystemReport.Topic(
                      counts.topic(), counts.partitions(), counts.begin(), counts.end()))
          .toList();
    } catch (CiderException e) {
      return List.of();
    }
  }
}
