package io.ciderstream.embedding;

/** Whose turn it is when both wait: queries go before ingest. */
public enum Priority {
  QUERY,
  INGEST
}
