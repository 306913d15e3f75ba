package io.ciderstream.tests.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The permissions that the tables of the documentation name. */
final class DocumentedPermissions {
  private static final Path PAGE = Path.of("..", "docs", "how-to", "use-your-kafka.md");
  private static final String GRANT =
      "^\\| (?<role>\\w+) \\| (?<type>[a-z-]+) `(?<name>[^`*]+)(?<prefixed>\\*?)` \\| (?<operations>[A-Z_, ]+) \\|";

  private DocumentedPermissions() {}

  /** Returns what each role needs. */
  static List<AclBinding> required() {
    return table(GRANT + "$");
  }

  /** Returns what some features need, which are off, or which a role does without. */
  static List<AclBinding> optional() {
    return table(GRANT + " [^|]+ \\|$");
  }

  private static List<AclBinding> table(String row) {
    try {
      return Pattern.compile(row, Pattern.MULTILINE)
          .matcher(Files.readString(PAGE))
          .results()
          .flatMap(DocumentedPermissions::bindings)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<AclBinding> bindings(MatchResult row) {
    ResourcePattern resource =
        new ResourcePattern(
            ResourceType.fromString(row.group("type").replace('-', '_')),
            row.group("name"),
            row.group("prefixed").isEmpty() ? PatternType.LITERAL : PatternType.PREFIXED);
    return Arrays.stream(row.group("operations").split(", "))
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(
                        "User:" + row.group("role"),
                        "*",
                        AclOperation.fromString(operation),
                        AclPermissionType.ALLOW)));
  }

  /** Returns those that no request of the broker's clients needed. */
  static List<AclBinding> unused(List<AclBinding> grants) {
    Set<RecordingAuthorizer.Request> allowed = RecordingAuthorizer.allowed();
    return grants.stream()
        .filter(grant -> allowed.stream().noneMatch(request -> covers(grant, request)))
        .toList();
  }

  private static boolean covers(AclBinding grant, RecordingAuthorizer.Request request) {
    String name = request.resource().name();
    return grant.entry().principal().equals("User:" + request.user())
        && grant.entry().operation() == request.operation()
        && grant.pattern().resourceType() == request.resource().resourceType()
        && (grant.pattern().patternType() == PatternType.PREFIXED
            ? name.startsWith(grant.pattern().name())
            : name.equals(grant.pattern().name()));
  }
}
