package io.ciderstream.trials;

import io.ciderstream.servers.Ports;
import java.nio.file.Path;

/**
 * Where a process of the system is and which servers it uses.
 *
 * @param data folder of its state
 * @param bootstrap the broker, host:port
 * @param registryUrl the schema registry
 * @param milvusUri Milvus
 * @param connectPort port of a Connect worker
 * @param consolePort port of a console
 * @param metricsPort port of health and metrics
 */
public record SystemAddresses(
    Path data,
    String bootstrap,
    String registryUrl,
    String milvusUri,
    int connectPort,
    int consolePort,
    int metricsPort) {
  /** The topic of the sink's progress. */
  public static final String PROGRESS_TOPIC = "progress";

  /** Returns addresses on free ports, for a system with servers of its own. */
  public static SystemAddresses free(Path data) {
    int[] ports = Ports.free(6);
    return new SystemAddresses(
        data,
        "127.0.0.1:" + ports[0],
        "http://127.0.0.1:%d/apis/ccompat/v7".formatted(ports[1]),
        "http://127.0.0.1:" + ports[2],
        ports[3],
        ports[4],
        ports[5]);
  }
}
