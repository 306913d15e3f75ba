package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * All roles and what watches them with the permissions that the documentation names, each of which
 * must be needed. Takes minutes; run with {@code -Dcider.permissions=true} after a change to what a
 * role asks of the broker.
 */
@EnabledIfSystemProperty(named = "cider.permissions", matches = "true")
class PermissionsIT {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void shouldNeedEachDocumentedPermissionAndNoOther() throws Exception {
    List<AclBinding> grants = new ArrayList<>(DocumentedPermissions.required());
    grants.addAll(DocumentedPermissions.optional());
    assertThat(grants).hasSizeGreaterThan(60);
    Path pictures = Scenes.folder(folder.resolve("pictures"), 3);
    try (SecuredSystem system = new SecuredSystem(folder)) {
      system.grant(grants);
      system.start("embedder", "embedder");
      system.start("sink", "connect");
      system.start("searcher", "searcher", "--set", "canary.interval.ms=2000");
      system.start("console", "console");
      system.awaitReady();

      system.awaitDone("client", "ingest", pictures.toString());
      Path asked = pictures.resolve(Scenes.name(1));
      system.awaitFound("client", asked);
      Path broken = Files.createDirectory(folder.resolve("broken"));
      Files.writeString(broken.resolve("broken.jpg"), "no picture");
      system.cider("client", "ingest", broken.toString()).waitFor();
      useTheConsole(
          URI.create(system.log("console").lines().findFirst().orElseThrow()),
          Files.readAllBytes(asked));
      system.awaitDone("monitor", "status", "--json");
      system.awaitDone("monitor", "doctor", "--system");
      system.awaitDone("verifier", "verify");
      grants.removeIf(PermissionsIT::isForLater);
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(DocumentedPermissions.unused(grants))
                      .as("documented, but not used")
                      .isEmpty());
      assertThat(system.logs()).doesNotContain("AuthorizationException");
    }
  }

  /**
   * Roles need these when they start again, after failures, to repair, and when a transaction
   * hangs, which {@code KafkaTransactionAdminIT} checks.
   */
  private static boolean isForLater(AclBinding grant) {
    boolean isVerifier = grant.entry().principal().equals("User:verifier");
    boolean isRarelyWritten =
        Set.of("descriptors.dead-letters", "queries.dead-letters").contains(grant.pattern().name());
    return switch (grant.entry().operation()) {
      case ALTER_CONFIGS, ALTER -> true;
      case READ -> isVerifier && isRarelyWritten;
      case WRITE -> isVerifier || isRarelyWritten;
      default -> false;
    };
  }

  private static void useTheConsole(URI console, byte[] picture) throws Exception {
    URI image = console.resolve("v1/images/from-the-console");
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (HttpRequest request :
          List.of(
              HttpRequest.newBuilder(image).PUT(BodyPublishers.ofByteArray(picture)).build(),
              HttpRequest.newBuilder(console.resolve("v1/search"))
                  .POST(BodyPublishers.ofByteArray(picture))
                  .build(),
              HttpRequest.newBuilder(image).build())) {
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                        .as(request::toString)
                        .isBetween(200, 299));
      }
    }
  }
}
