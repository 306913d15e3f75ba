package io.ciderstream.schemas.settings;

import io.ciderstream.schemas.ErrorCode;
import java.util.List;

/** The settings of how to reach the schema registry, in addition to {@code registry.url}. */
public final class RegistrySettings {
  public static final Setting<String> USER =
      Setting.text(
              "registry.user",
              "",
              SettingCheck.none(),
              "User of the schema registry; requires registry.password.")
          .withRemedyFor(ErrorCode.REGISTRY_UNAVAILABLE);

  public static final Setting<String> PASSWORD =
      Setting.secret("registry.password", "Password of the registry's user.");

  public static final Setting<String> TOKEN =
      Setting.secret(
          "registry.token", "Bearer token for the schema registry, instead of user and password.");

  public static final Setting<String> TLS_CA_PEM =
      Setting.text(
          "registry.tls.ca.pem",
          "",
          SettingCheck.none(),
          "PEM file of the authority that signed the registry's certificate, if Java does not know it.");

  public static final Setting<String> TLS_CLIENT_PEM =
      Setting.text(
          "registry.tls.client.pem",
          "",
          SettingCheck.none(),
          "Mutual TLS: PEM file of this client's certificate.");

  public static final Setting<String> TLS_CLIENT_KEY =
      Setting.text(
          "registry.tls.client.key",
          "",
          SettingCheck.none(),
          "Mutual TLS: PEM file of this client's private key.");

  /** In the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(USER, PASSWORD, TOKEN, TLS_CA_PEM, TLS_CLIENT_PEM, TLS_CLIENT_KEY);

  private RegistrySettings() {}

  /** Returns the options from the values of {@link #ALL} and {@link KafkaSettings#REGISTRY_URL}. */
  public static RegistryOptions from(SettingValues values) {
    return new RegistryOptions(
        values.get(KafkaSettings.REGISTRY_URL),
        values.filled(USER),
        values.filled(PASSWORD),
        values.filled(TOKEN),
        new RegistryOptions.Tls(
            values.file(TLS_CA_PEM), values.file(TLS_CLIENT_PEM), values.file(TLS_CLIENT_KEY)));
  }
}
