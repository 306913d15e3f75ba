package io.ciderstream.cli.doctor;

import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.monitoring.MonitoringSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.servers.machine.MachineChecks;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/** Lists the ports of this machine that the demo listens on. */
public final class ListeningPorts {
  private static final List<Setting<String>> ADDRESSES =
      List.of(
          KafkaSettings.BOOTSTRAP,
          KafkaSettings.REGISTRY_URL,
          IndexSettings.URI,
          ConnectSettings.LISTENER);
  private static final Map<Setting<String>, Setting<?>> HOSTS_AND_PORTS =
      Map.of(
          ConsoleSettings.HOST,
          ConsoleSettings.PORT,
          MonitoringSettings.HOST,
          MonitoringSettings.PORT);
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "0.0.0.0");

  private ListeningPorts() {}

  /** Returns them by the setting that names each, without those chosen when the demo starts. */
  public static Map<String, Integer> of(Settings settings) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (Setting<String> address : ADDRESSES) {
      port(settings.text(address)).ifPresent(port -> ports.put(address.name(), port));
    }
    HOSTS_AND_PORTS.forEach(
        (host, number) ->
            port(settings.text(host) + ":" + settings.clear(number))
                .ifPresent(port -> ports.put(number.name(), port)));
    return ports;
  }

  /**
   * Rejects ports that are in use, before anything is started.
   *
   * @param ports by the setting that names each
   * @param inUse whether a process listens on a port
   * @throws CiderException SETTING_INVALID if one is in use
   */
  public static void requireFree(Map<String, Integer> ports, IntPredicate inUse) {
    ports.forEach(
        (setting, port) -> {
          if (inUse.test(port)) {
            throw new CiderException(
                ErrorCode.SETTING_INVALID,
                "%s: something listens on port %d already, perhaps another demo. %s"
                    .formatted(setting, port, MachineChecks.portRemedy(setting)));
          }
        });
  }

  /**
   * Returns the port of an address of this machine; empty for others, and for those without a port.
   */
  public static OptionalInt port(String address) {
    try {
      URI uri = URI.create(address.contains("://") ? address : "any://" + address);
      return LOCAL.contains(String.valueOf(uri.getHost())) && uri.getPort() > 0
          ? OptionalInt.of(uri.getPort())
          : OptionalInt.empty();
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }
}
