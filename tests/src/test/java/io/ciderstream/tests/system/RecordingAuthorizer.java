package io.ciderstream.tests.system;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also records what it was asked. The broker creates it by name. */
public final class RecordingAuthorizer extends StandardAuthorizer {
  private static final Set<Request> ALLOWED = ConcurrentHashMap.newKeySet();
  private static final Set<Request> DENIED = ConcurrentHashMap.newKeySet();

  /**
   * One request.
   *
   * @param resource type and name, as in {@code topic images}
   */
  record Request(String user, String resource, String operation) implements Comparable<Request> {
    @Override
    public int compareTo(Request other) {
      return toString().compareTo(other.toString());
    }
  }

  static Set<Request> allowed() {
    return new TreeSet<>(ALLOWED);
  }

  static Set<Request> denied() {
    return new TreeSet<>(DENIED);
  }

  static void forget() {
    ALLOWED.clear();
    DENIED.clear();
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    List<AuthorizationResult> results = super.authorize(context, actions);
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      Request request =
          new Request(
              context.principal().getName(),
              "%s %s"
                  .formatted(
                      action
                          .resourcePattern()
                          .resourceType()
                          .name()
                          .toLowerCase()
                          .replace('_', '-'),
                      action.resourcePattern().name()),
              action.operation().name());
      boolean allowed = results.get(i) == AuthorizationResult.ALLOWED;
      (allowed ? ALLOWED : DENIED).add(request);
    }
    return results;
  }
}
