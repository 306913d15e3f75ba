package io.ciderstream.cli.settings;

import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import java.util.List;

/** The settings of the Kafka Connect worker that {@code ./cider connect} runs. */
public final class ConnectSettings {
  public static final Setting<String> LISTENER =
      Setting.text(
          "connect.listener",
          "http://127.0.0.1:8083",
          SettingCheck.nonEmpty(),
          "Where the Connect worker's REST API listens.");

  public static final Setting<String> ADVERTISED_HOST =
      Setting.text(
          "connect.advertised.host",
          "",
          SettingCheck.none(),
          "Host under which the other Connect workers reach this one; empty is the listener's, and"
              + " this machine's own address if it listens on all.");

  public static final Setting<Integer> REPLICATION_FACTOR =
      Setting.number(
          "connect.replication.factor",
          1,
          -1,
          10,
          "Replicas of the Connect worker's own topics; -1 is the broker's default.");

  public static final Setting<Integer> TASKS =
      Setting.number(
          "connect.tasks", 1, 1, 1000, "Tasks that share the descriptors topic's partitions.");

  public static final Setting<String> INDEX =
      Setting.text(
          "connect.index",
          "",
          SettingCheck.none(),
          "Name of the index that the sink writes, if it is another than is searched: ./cider rebuild names a"
              + " new one. It is a part of the sink's consumer group.");

  /** In the order of the documentation. */
  static final List<Setting<?>> ALL =
      List.of(LISTENER, ADVERTISED_HOST, REPLICATION_FACTOR, TASKS, INDEX);

  private ConnectSettings() {}
}
