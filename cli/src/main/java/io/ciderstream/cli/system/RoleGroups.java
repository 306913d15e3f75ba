package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.SettingValues;

/**
 * The names of the roles' consumer groups.
 *
 * @param embedder application id of the embedder
 * @param searcher application id of the searcher
 * @param connector name of the sink's connector
 */
public record RoleGroups(String embedder, String searcher, String connector) {
  /** Returns the groups of the roles with these settings. */
  static RoleGroups of(SettingValues values) {
    String prefix = values.get(KafkaSettings.TOPICS_PREFIX);
    String descriptors = values.get(KafkaSettings.TOPICS_DESCRIPTORS);
    return new RoleGroups(
        prefix
            + "cider-embedder"
            + (descriptors.equals(Topics.DESCRIPTORS) ? "" : "-" + descriptors),
        prefix + "cider-searcher",
        prefix + "cider-sink" + values.filled(ConnectSettings.INDEX).map("-"::concat).orElse(""));
  }

  /** Returns the group of the sink's tasks, as Kafka Connect names it. */
  public String sink() {
    return "connect-" + connector;
  }

  /** Returns the group of the Connect workers. */
  public String workers() {
    return connector + "-workers";
  }
}
