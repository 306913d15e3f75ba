package io.ciderstream.rebuild.shadow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Joins the replies of two searchers to one query. Forgets the oldest that have no partner. */
public final class ReplyPairs {
  private static final int MOST_WAITING = 10_000;

  private final Map<String, ComparedReply> served = new LinkedHashMap<>();
  private final Map<String, ComparedReply> shadows = new LinkedHashMap<>();

  /**
   * Both replies.
   *
   * @param served of the model that is served
   * @param shadow of the other model
   */
  public record Pair(ComparedReply served, ComparedReply shadow) {}

  /** Adds a reply of the model that is served; returns the pair if the other one has come. */
  public Optional<Pair> served(ComparedReply reply) {
    ComparedReply other = shadows.remove(reply.id());
    if (other == null) {
      put(served, reply);
      return Optional.empty();
    }
    return Optional.of(new Pair(reply, other));
  }

  /** Adds a reply of the other model; returns the pair if the other one has come. */
  public Optional<Pair> shadow(ComparedReply reply) {
    ComparedReply other = served.remove(reply.id());
    if (other == null) {
      put(shadows, reply);
      return Optional.empty();
    }
    return Optional.of(new Pair(other, reply));
  }

  private static void put(Map<String, ComparedReply> waiting, ComparedReply reply) {
    waiting.put(reply.id(), reply);
    if (waiting.size() > MOST_WAITING) {
      waiting.remove(waiting.keySet().iterator().next());
    }
  }
}
