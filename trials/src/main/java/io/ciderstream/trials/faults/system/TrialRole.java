package io.ciderstream.trials.faults.system;

/** The roles of a system. */
public enum TrialRole {
  /** Embeds pictures. */
  EMBEDDER("embedder"),
  /** Answers queries. */
  SEARCHER("searcher"),
  /** Writes descriptors to Milvus. */
  SINK("connect");

  private final String command;

  TrialRole(String command) {
    this.command = command;
  }

  /** Returns the command that runs the role. */
  public String command() {
    return command;
  }
}
