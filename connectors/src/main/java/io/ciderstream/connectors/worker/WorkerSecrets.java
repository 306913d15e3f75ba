package io.ciderstream.connectors.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Provides the secrets in a Kafka Connect worker's own settings. The connector's settings only
 * refer to them, so neither the REST API of the workers nor their topics contain any.
 */
public final class WorkerSecrets implements ConfigProvider {
  private static final String NAME = "cider";

  private Map<String, String> secrets = Map.of();

  /** Returns what a connector's settings contain in place of the secret. */
  public static String reference(String name) {
    return "${%s:%s}".formatted(NAME, name);
  }

  /** Adds this provider and its secrets to a worker's settings, in addition to other providers. */
  public static void addTo(Map<String, String> worker, Map<String, String> secrets) {
    String prefix = "config.providers." + NAME;
    worker.merge("config.providers", NAME, (others, own) -> others + "," + own);
    worker.put(prefix + ".class", WorkerSecrets.class.getName());
    secrets.forEach((name, value) -> worker.put(prefix + ".param." + name, value));
  }

  @Override
  public void configure(Map<String, ?> given) {
    Map<String, String> all = new HashMap<>();
    given.forEach((name, value) -> all.put(name, value.toString()));
    secrets = Map.copyOf(all);
  }

  @Override
  public ConfigData get(String path) {
    return new ConfigData(secrets);
  }

  /**
   * Returns the secrets of these names.
   *
   * @throws ConfigException if this worker has no such secret
   */
  @Override
  public ConfigData get(String path, Set<String> names) {
    Map<String, String> found = new HashMap<>();
    for (String name : names) {
      String secret = secrets.get(name);
      if (secret == null) {
        throw new ConfigException(
            "The connector's settings refer to %s, which is not set for this worker; give all workers of its group the same secrets."
                .formatted(name));
      }
      found.put(name, secret);
    }
    return new ConfigData(found);
  }

  @Override
  public void close() {}
}
