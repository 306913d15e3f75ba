package io.ciderstream.trials;

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
    int metricsPort) {}
