package io.ciderstream.cli.command;

import io.ciderstream.cli.client.Monitor;
import io.ciderstream.cli.client.TopicCounts;
import io.ciderstream.cli.system.Groups;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.schemas.CiderException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cider status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows topics, roles and lag, rows in the index, model and health.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:healthy", "1:something is out of reach or not running"})
public final class StatusCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = new Console(spec);
    try (Wiring wiring = new Wiring(settings.load())) {
      boolean kafka = kafka(wiring, console);
      boolean index = index(wiring, console);
      return kafka && index ? 0 : 1;
    }
  }

  private static boolean kafka(Wiring wiring, Console console) {
    try (Monitor monitor = new Monitor(wiring.kafka().admin())) {
      Table topics = new Table("topic", "partitions", "offsets");
      for (TopicCounts counts : monitor.topics(wiring.topics().all())) {
        topics.add(
            counts.topic(), counts.partitions(), "%d..%d".formatted(counts.begin(), counts.end()));
      }
      console.print("Kafka at %s", wiring.kafka().bootstrap());
      console.print("%s", topics);
      return roles(wiring, console, monitor);
    } catch (CiderException e) {
      console.print("Kafka at %s: %s", wiring.kafka().bootstrap(), e.getMessage());
      return false;
    }
  }

  private static boolean roles(Wiring wiring, Console console, Monitor monitor) {
    Groups groups = wiring.groups();
    Table roles = new Table("role", "running", "lag");
    boolean all = role(roles, monitor, "embedder", groups.embedder(), wiring.topics().images());
    all &= role(roles, monitor, "sink", groups.sink(), wiring.topics().descriptors());
    all &= role(roles, monitor, "searcher", groups.searcher(), wiring.topics().queries());
    console.print("%s", roles);
    return all;
  }

  private static boolean role(
      Table table, Monitor monitor, String name, String group, String topic) {
    int members = monitor.members(group);
    var lag = monitor.lag(group, topic);
    table.add(
        name,
        members > 0 ? "%d members".formatted(members) : "no",
        lag.isPresent() ? lag.getAsLong() : "-");
    return members > 0;
  }

  private static boolean index(Wiring wiring, Console console) {
    try {
      console.print("Milvus at %s: %d rows", wiring.indexAddress(), wiring.index().count());
      console.print("model: %s", wiring.modelText());
      return true;
    } catch (CiderException e) {
      console.print("Milvus at %s: %s", wiring.indexAddress(), e.getMessage());
      return false;
    }
  }
}
