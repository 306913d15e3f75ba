package io.ciderstream.tests.system;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also records what it allowed. The broker creates it by name. */
public final class RecordingAuthorizer extends StandardAuthorizer {
  private static final Set<Request> ALLOWED = ConcurrentHashMap.newKeySet();

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

  static void forget() {
    ALLOWED.clear();
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
      // actions that are not logged only ask what would be allowed
      if (results.get(i) == AuthorizationResult.ALLOWED && action.logIfAllowed()) {
        ALLOWED.add(request);
      }
    }
    return results;
  }
}
