package io.ciderstream.schemas;

/** The limits of a query's numbers. They are part of the public contract. */
public final class QueryLimits {
  /** Most matches of a query, together with those that its offset leaves out. */
  public static final int MAX_TOP_K = 1000;

  /** Most candidates of a query that are verified. */
  public static final int MAX_VERIFY = 200;

  /** Most pictures of one query. */
  public static final int MAX_PICTURES = 16;

  private QueryLimits() {}
}
