package io.ciderstream.cli.doctor;

import io.ciderstream.cli.settings.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The ports of this machine that the demo listens on. */
public final class ListeningPorts {
  private static final List<String> ADDRESSES =
      List.of("kafka.bootstrap", "registry.url", "index.uri", "connect.listener");
  private static final List<String> HOSTS_AND_PORTS = List.of("console", "metrics");
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "0.0.0.0");

  private ListeningPorts() {}

  /** By the setting that names each; without those that are chosen when the demo starts. */
  public static Map<String, Integer> of(Settings settings) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (String name : ADDRESSES) {
      port(settings.text(name)).ifPresent(port -> ports.put(name, port));
    }
    for (String name : HOSTS_AND_PORTS) {
      port(settings.text(name + ".host") + ":" + settings.clear(name + ".port"))
          .ifPresent(port -> ports.put(name + ".port", port));
    }
    return ports;
  }

  /** Of an address of this machine; empty for others, and for those without a port. */
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
