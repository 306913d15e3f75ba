package io.ciderstream.cli.settings;

/** The sources of a setting's value, from the weakest to the strongest. */
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
