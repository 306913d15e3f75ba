package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.schemas.settings.RegistryOptions;
import io.ciderstream.schemas.settings.RegistrySettings;
import io.ciderstream.schemas.settings.Setting;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;

/** The registry's options as settings of Confluent's client, serializer and deserializer. */
public final class RegistryClientConfig {
  private static final String TLS = SchemaRegistryClientConfig.CLIENT_NAMESPACE;
  private static final String PEM = "PEM";

  private RegistryClientConfig() {}

  /**
   * Returns the credentials and certificates, which are all secret or of one machine; not the URL.
   *
   * @throws CiderException SETTING_INVALID if a file cannot be read
   */
  public static Map<String, String> access(RegistryOptions registry) {
    Map<String, String> config = new HashMap<>();
    registry
        .user()
        .ifPresent(
            user -> {
              config.put(SchemaRegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE, "USER_INFO");
              config.put(
                  SchemaRegistryClientConfig.USER_INFO_CONFIG,
                  user + ":" + registry.password().orElseThrow());
            });
    registry
        .token()
        .ifPresent(
            token -> {
              config.put(SchemaRegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE, "STATIC_TOKEN");
              config.put(SchemaRegistryClientConfig.BEARER_AUTH_TOKEN_CONFIG, token);
            });
    RegistryOptions.Tls tls = registry.tls();
    tls.ca()
        .ifPresent(
            file -> {
              config.put(TLS + SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
              config.put(
                  TLS + SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
                  read(RegistrySettings.TLS_CA_PEM, file));
            });
    tls.clientPem()
        .ifPresent(
            file -> {
              config.put(TLS + SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
              config.put(
                  TLS + SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
                  read(RegistrySettings.TLS_CLIENT_PEM, file));
              config.put(
                  TLS + SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                  read(RegistrySettings.TLS_CLIENT_KEY, tls.clientKey().orElseThrow()));
            });
    return config;
  }

  private static String read(Setting<String> setting, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s: %s cannot be read: %s.".formatted(setting, file, FileTrouble.reason(e)),
          e);
    }
  }
}
