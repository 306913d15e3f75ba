package io.ciderstream.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.SchemaSubjects;
import io.ciderstream.schemas.settings.RegistryOptions;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.SelfSigned;
import io.ciderstream.servers.ServerHome;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apicurio with TLS, and a proxy in front of it that asks for credentials. */
class SecuredRegistryIT {
  private static final String SECRET = "registry-s3cret";

  @TempDir private static Path folder;
  private static SelfSigned tls;
  private static SchemaRegistry registry;
  private static AuthenticatingProxy guarded;

  @BeforeAll
  static void start() throws Exception {
    tls = SelfSigned.make(folder, "server");
    ServerHome home = ServerHome.fromSystemProperty();
    registry = SchemaRegistry.start(home, folder.resolve("registry"), 0, tls);
    String basic = Base64.getEncoder().encodeToString(("someone:" + SECRET).getBytes(UTF_8));
    guarded =
        new AuthenticatingProxy(
            URI.create(registry.address()), tls, Set.of("Basic " + basic, "Bearer " + SECRET));
  }

  @AfterAll
  static void stop() {
    guarded.close();
    registry.close();
  }

  private static RegistryOptions trusting(String address) {
    return RegistryOptions.of(address)
        .withTls(
            new RegistryOptions.Tls(
                Optional.of(tls.pem()), Optional.of(tls.pem()), Optional.of(tls.key())));
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
  void shouldUseTlsAndEachKindOfCredentials() {
    use(trusting(registry.address()));
    use(trusting(guarded.address()).withUser("someone", SECRET));
    use(trusting(guarded.address()).withToken(SECRET));
  }

  @Test
  void shouldRefuseToStartWithoutAccess() {
    assertRefused(RegistryOptions.of(registry.address()), "registry.tls.ca.pem");
    assertRefused(trusting(guarded.address()), "registry.user");
    assertRefused(trusting(guarded.address()).withUser("someone", "wrong-s3cret"), "registry.user");
    assertRefused(trusting(guarded.address()).withToken("wrong-s3cret"), "registry.token");
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
