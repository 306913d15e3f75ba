package io.ciderstream.cli.system;

/**
 * The names of the roles' consumer groups.
 *
 * @param embedder application id of the embedder
 * @param searcher application id of the searcher
 * @param connector name of the sink's connector
 */
public record RoleGroups(String embedder, String searcher, String connector) {
  /** Returns the groups of a prefix of topics. */
  static RoleGroups withPrefix(String prefix) {
    return new RoleGroups(
        prefix + "cider-embedder", prefix + "cider-searcher", prefix + "cider-sink");
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
