package io.ciderstream.cli.command;

import io.ciderstream.cli.doctor.ListeningPorts;
import io.ciderstream.cli.doctor.ModelCheck;
import io.ciderstream.cli.doctor.SystemChecks;
import io.ciderstream.cli.doctor.WeightsCheck;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.infer.Processor;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.servers.machine.Finding;
import io.ciderstream.servers.machine.Machine;
import io.ciderstream.servers.machine.MachineChecks;
import io.ciderstream.servers.machine.ThisMachine;
import io.ciderstream.servers.machine.Verdict;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for problems of this machine and of the running system.",
      "The system is checked if a broker answers. Each finding says what to do."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:no problem; warnings at most", "1:at least one problem"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider doctor",
      "  ./cider doctor --system --set kafka.bootstrap=broker:9092",
      "  ./cider doctor --json"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;

  @Option(
      names = "--system",
      description = "Check the system alone; that no broker answers is a problem then.")
  private boolean systemOnly;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Machine machine = new ThisMachine(ServerHome.fromSystemProperty().path());
    List<Finding> findings = new ArrayList<>();
    try (Wiring wiring = new Wiring(settings.load())) {
      boolean running = brokerListens(wiring.settings(), machine);
      if (!systemOnly) {
        findings.addAll(
            new MachineChecks(machine).run(ListeningPorts.of(wiring.settings()), running));
        Path model = wiring.settings().path(EmbeddingSettings.MODEL_FILE);
        if (Files.exists(model)) {
          findings.add(ModelCheck.run(model));
          findings.add(
              WeightsCheck.run(wiring.options().embedding(model), Processor.ofThisMachine()));
        }
      }
      if (systemOnly || running) {
        findings.addAll(new SystemChecks(wiring).run());
      }
    }
    print(findings);
    return findings.stream().anyMatch(f -> f.verdict() == Verdict.PROBLEM) ? 1 : 0;
  }

  private void print(List<Finding> findings) {
    CommandOutput console = new CommandOutput(spec);
    if (json) {
      console.print("%s", Json.of(findings));
      return;
    }
    for (Finding finding : findings) {
      String mark =
          switch (finding.verdict()) {
            case OK -> "@|green ok     |@";
            case WARNING -> "@|yellow warning|@";
            case PROBLEM -> "@|red,bold problem|@";
          };
      console.print("%s  %-16s %s", console.coloured(mark), finding.check(), finding.detail());
      if (!finding.remedy().isEmpty()) {
        console.print("%26s %s", "", finding.remedy());
      }
    }
  }

  private static boolean brokerListens(Settings settings, Machine machine) {
    String first = settings.text(KafkaSettings.BOOTSTRAP).split(",")[0];
    OptionalInt port = ListeningPorts.port(first);
    return port.isEmpty() || machine.listens(port.getAsInt());
  }
}
