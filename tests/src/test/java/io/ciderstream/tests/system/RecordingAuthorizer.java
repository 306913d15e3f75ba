package io.ciderstream.tests.system;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also records what it allowed. The broker creates it by name. */
public final class RecordingAuthorizer extends StandardAuthorizer {
  private static final Set<Request> ALLOWED = ConcurrentHashMap.newKeySet();

  /** What a user did to a resource. */
  record Request(String user, ResourcePattern resource, AclOperation operation) {}

  static Set<Request> allowed() {
    return Set.copyOf(ALLOWED);
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
      // actions that are not logged only ask what would be allowed
      if (results.get(i) == AuthorizationResult.ALLOWED && action.logIfAllowed()) {
        ALLOWED.add(
            new Request(
                context.principal().getName(), action.resourcePattern(), action.operation()));
      }
    }
    return results;
  }
}
