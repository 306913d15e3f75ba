package io.ciderstream.integrity.result;

/** How the index or the log differs from what the log says. An id has one kind, the first here. */
public enum DifferenceKind {
  SEVERAL_PARTITIONS("the id has live records in several partitions, between which is no order"),
  DESCRIPTOR_MISSING("the embedder has passed the image, but wrote no descriptor or dead letter"),
  CONTENT("the descriptor was made from a picture with another SHA-256"),
  OTHER_MODEL("the last descriptor was made by another model than the collection's"),
  ROW_MISSING("the id has a descriptor, but no row"),
  ROW_DELETED("the id was deleted, but has a row"),
  ROW_UNKNOWN("the id has a row, but no record in the log"),
  POSITION("the row was made from another record"),
  VECTOR("the row has another vector"),
  FIELDS("the row has another model name, metadata, capture time, size or boxes");

  private final String meaning;

  DifferenceKind(String meaning) {
    this.meaning = meaning;
  }

  /** Returns what differs, as the end of a sentence. */
  public String meaning() {
    return meaning;
  }
}
