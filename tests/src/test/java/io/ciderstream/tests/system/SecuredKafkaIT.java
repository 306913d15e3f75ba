package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.SchemaSubjects;
import io.ciderstream.schemas.settings.RegistryOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The roles on a broker with SASL, TLS and ACLs, with no more permissions than the documentation
 * names, and a registry with TLS and credentials. {@link PermissionsIT} checks more, and takes
 * longer.
 */
class SecuredKafkaIT {
  @TempDir private static Path folder;
  private static SecuredSystem system;

  @BeforeAll
  static void start() throws Exception {
    system = new SecuredSystem(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    system.close();
  }

  @Test
  void shouldIndexAndFindAPictureWithTheDocumentedPermissionsAndShowNoSecret() throws Exception {
    system.grant(DocumentedPermissions.required());
    Path pictures = Scenes.folder(folder.resolve("pictures"), 3);
    system.start("embedder", "embedder");
    system.start("sink", "connect");
    system.start("searcher", "searcher");
    system.awaitReady();

    system.awaitDone("client", "ingest", pictures.toString());
    system.awaitFound("client", pictures.resolve(Scenes.name(1)));
    assertThat(system.logs()).doesNotContain("AuthorizationException");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(system.log("embedder"))
                    .contains(
                        "transactions that hang in __consumer_offsets, descriptors,"
                            + " images.dead-letters are not looked for"));
    Map<String, String> shown = system.shown();
    assertThat(shown).hasSizeGreaterThan(7);
    shown.forEach(
        (where, text) ->
            assertThat(text).as(where).isNotEmpty().doesNotContain("s3cret", "-secret"));
  }

  private static RegistryOptions trusting(String address) {
    return RegistryOptions.of(address)
        .withTls(
            new RegistryOptions.Tls(
                Optional.of(system.tls().pem()),
                Optional.of(system.tls().pem()),
                Optional.of(system.tls().key())));
  }

  private static void use(RegistryOptions options) {
    try (AvroSerdes serdes = new AvroSerdes(options)) {
      new SchemaSubjects(serdes).register(Topics.DEFAULT);
      serdes.requireRegistry();
      Image image = Image.newBuilder().setUri("http://host/a").build();
      assertThat(serdes.decode("images", serdes.encode("images", image), Image.class))
          .isEqualTo(image);
    }
  }

  @Test
  void shouldReachTheRegistryWithTlsAndEachKindOfCredentials() {
    use(trusting(system.registry()));
    use(trusting(system.guarded()).withUser("roles", SecuredSystem.PASSWORD));
    use(trusting(system.guarded()).withToken(SecuredSystem.TOKEN));
  }

  @Test
  void shouldRefuseToStartWithoutAccessToTheRegistry() {
    assertRefused(RegistryOptions.of(system.registry()), "registry.tls.ca.pem");
    assertRefused(trusting(system.guarded()), "registry.user");
    assertRefused(trusting(system.guarded()).withUser("roles", "wrong-s3cret"), "registry.user");
    assertRefused(trusting(system.guarded()).withToken("wrong-s3cret"), "registry.token");
  }

  private static void assertRefused(RegistryOptions options, String remedy) {
    try (AvroSerdes serdes = new AvroSerdes(options)) {
      assertThatThrownBy(() -> new SchemaSubjects(serdes).register(Topics.DEFAULT))
          .hasMessageContainingAll("SETTING_INVALID", remedy)
          .hasMessageNotContaining("s3cret");
      assertThatThrownBy(serdes::requireRegistry)
          .hasMessageContainingAll("REGISTRY_UNAVAILABLE", remedy)
          .hasMessageNotContaining("s3cret");
    }
  }
}
