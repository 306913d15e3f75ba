package io.ciderstream.index.rows;

/** A choice about collections that the user of a plan makes with a setting. */
public enum PlanSetting {
  CREATE("the creation of collections"),
  DATABASE("the database of a record"),
  KEY_NAME("the name of the primary key"),
  VECTORS("the list of vector fields"),
  TYPES("the list of field types"),
  MAPPING("the mapping of fields"),
  CONSTANTS("the list of constant fields"),
  EVOLUTION("the evolution of the schema"),
  PARTITION("the partition of all records"),
  PARTITION_SOURCE("the partition of a record"),
  PARTITION_KEY("the partition key"),
  GUARD("the guard of positions"),
  INDEX_TYPE("the type of the vector index"),
  INDEX_METRIC("the metric of the vector index"),
  INDEX_PARAMETERS("the parameters of the vector index");

  private final String meaning;

  PlanSetting(String meaning) {
    this.meaning = meaning;
  }

  /** Returns what is chosen, for messages to users who have no such setting. */
  public String meaning() {
    return meaning;
  }
}
