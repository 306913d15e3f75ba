package io.ciderstream.integrity.compare;

/** What was found of an id. */
public enum IdState {
  /** Its row is as the log says. */
  EQUAL,
  /** It has no row, as the log says. */
  DELETED,
  /** Its last record is a dead letter. */
  REJECTED,
  /** The embedder or the sink has not reached its last record. */
  PENDING,
  /** It has a record after the position. */
  MOVED_ON,
  /** It differs. */
  DIFFERENT,
  /** It differed when it was read once. */
  UNCONFIRMED
}
