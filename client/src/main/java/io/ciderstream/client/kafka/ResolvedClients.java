package io.ciderstream.client.kafka;

import io.ciderstream.schemas.OutageRetry;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;

/**
 * Creates Kafka clients, and tries it again for some seconds while the name of no broker has an
 * address. Kafka's clients wait for brokers that do not answer, but fail at once without an
 * address.
 */
public final class ResolvedClients {
  private static final String UNRESOLVED = "No resolvable bootstrap urls";

  private ResolvedClients() {}

  /**
   * Returns the client.
   *
   * @throws org.apache.kafka.common.KafkaException as the constructor of the client
   */
  public static <T> T create(Supplier<T> client) {
    return OutageRetry.create().call(client, ResolvedClients::isUnresolved);
  }

  private static boolean isUnresolved(Throwable failure) {
    return failure != null
        && (failure instanceof ConfigException && failure.getMessage().startsWith(UNRESOLVED)
            || isUnresolved(failure.getCause()));
  }
}
