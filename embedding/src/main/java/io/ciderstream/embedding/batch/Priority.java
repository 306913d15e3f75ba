package io.ciderstream.embedding.batch;

/** Whose turn it is when both wait: queries go before ingest. */
public enum Priority {
  QUERY,
  INGEST
}
