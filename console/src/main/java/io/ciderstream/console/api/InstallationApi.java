package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.live.SystemReport;
import io.ciderstream.console.live.SystemReports;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Returns what the checks of the installation find. They run at most once in a few seconds, however
 * many clients ask.
 */
final class InstallationApi {
  private static final Duration VALID = Duration.ofSeconds(5);

  private final SystemReports reports;
  private SystemReport latest;
  private long readNanos;

  InstallationApi(SystemReports reports) {
    this.reports = reports;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/v1/system", false, this::system));
  }

  private void system(Exchange exchange) throws IOException {
    exchange.set("Cache-Control", "no-store");
    exchange.json(200, report());
  }

  private synchronized SystemReport report() {
    if (latest == null || System.nanoTime() - readNanos > VALID.toNanos()) {
      latest = reports.now();
      readNanos = System.nanoTime();
    }
    return latest;
  }
}
