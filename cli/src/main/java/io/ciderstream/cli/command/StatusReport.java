package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.cli.system.RoleGroups;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.admin.AdminClusterView;
import io.ciderstream.client.admin.TopicCounts;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Topics;
import io.ciderstream.terminal.TextTable;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The state of a system. Absent values are null, as they are in JSON.
 *
 * @param healthy whether all roles run and both servers are reachable
 * @param kafka the state of Kafka
 * @param index the state of Milvus
 */
record StatusReport(boolean healthy, Kafka kafka, Index index) {
  /**
   * @param address of the brokers
   * @param error why they are unreachable; null if they are not
   * @param topics those that exist
   * @param roles all of them
   */
  record Kafka(String address, String error, List<TopicCounts> topics, List<Role> roles) {}

  /**
   * @param name embedder, sink, searcher
   * @param members how many run
   * @param lag offsets not finished
   */
  record Role(String name, int members, Long lag) {}

  /**
   * @param address of Milvus
   * @param error why it is unreachable; null if it is not
   * @param rows in the index
   * @param model name and hash of the model
   */
  record Index(String address, String error, Long rows, String model) {}

  static StatusReport of(Wiring wiring) {
    var asked = CompletableFuture.supplyAsync(() -> index(wiring), Thread::startVirtualThread);
    Kafka kafka = kafka(wiring);
    Index index = asked.join();
    boolean healthy =
        kafka.error() == null
            && index.error() == null
            && kafka.roles().stream().allMatch(role -> role.members() > 0);
    return new StatusReport(healthy, kafka, index);
  }

  private static Kafka kafka(Wiring wiring) {
    String address = wiring.kafka().bootstrap();
    try (AdminClusterView monitor = new AdminClusterView(wiring.kafka().admin())) {
      RoleGroups groups = wiring.groups();
      return new Kafka(
          address,
          null,
          monitor.topics(wiring.topics().all()),
          List.of(
              role(monitor, "embedder", groups.embedder(), wiring.topics().images()),
              role(monitor, "sink", groups.sink(), wiring.topics().descriptors()),
              role(monitor, "searcher", groups.searcher(), wiring.topics().queries())));
    } catch (CiderException e) {
      return new Kafka(address, Catalogue.REMEDIES.message(e), List.of(), List.of());
    }
  }

  private static Role role(AdminClusterView monitor, String name, String group, String topic) {
    OptionalLong lag = monitor.lag(group, topic);
    return new Role(name, monitor.members(group), lag.isPresent() ? lag.getAsLong() : null);
  }

  private static Index index(Wiring wiring) {
    try {
      long rows = wiring.rows();
      return new Index(wiring.indexAddress(), null, rows, wiring.modelText());
    } catch (CiderException e) {
      return new Index(wiring.indexAddress(), Catalogue.REMEDIES.message(e), null, null);
    }
  }

  /** Returns the report as text. */
  String text() {
    StringBuilder text = new StringBuilder("Kafka at " + kafka.address());
    if (kafka.error() != null) {
      text.append(": ").append(kafka.error()).append('\n');
    } else {
      text.append('\n').append(topics()).append('\n').append(roles()).append('\n');
      text.append(deadLetters());
    }
    text.append("Milvus at ").append(index.address()).append(": ");
    return index.error() != null
        ? text.append(index.error()).toString()
        : text.append("%d rows\nmodel: %s".formatted(index.rows(), index.model())).toString();
  }

  private String deadLetters() {
    String letters =
        kafka.topics().stream()
            .filter(counts -> counts.topic().endsWith(Topics.DEAD_LETTERS))
            .filter(counts -> counts.end() > counts.begin())
            .map(counts -> "%d in %s".formatted(counts.end() - counts.begin(), counts.topic()))
            .collect(Collectors.joining(", "));
    return letters.isEmpty()
        ? ""
        : "dead letters (with transaction markers): %s\n".formatted(letters);
  }

  private TextTable topics() {
    TextTable table = new TextTable("topic", "partitions", "offsets");
    for (TopicCounts counts : kafka.topics()) {
      table.add(
          counts.topic(), counts.partitions(), "%d..%d".formatted(counts.begin(), counts.end()));
    }
    return table;
  }

  private static String members(int running) {
    return switch (running) {
      case 0 -> "no";
      case 1 -> "1 member";
      default -> "%d members".formatted(running);
    };
  }

  private TextTable roles() {
    TextTable table = new TextTable("role", "running", "lag");
    for (Role role : kafka.roles()) {
      table.add(role.name(), members(role.members()), role.lag() == null ? "-" : role.lag());
    }
    return table;
  }
}
