package io.ciderstream.cli.settings;

/** Where a setting's value came from, from the weakest to the strongest. */
public enum Origin {
  DEFAULT("default"),
  FILE("cider.yaml"),
  ENVIRONMENT("environment"),
  COMMAND_LINE("--set");

  private final String label;

  Origin(String label) {
    this.label = label;
  }

  /** Returns what {@code ./cider config} prints. */
  public String label() {
    return label;
  }
}
