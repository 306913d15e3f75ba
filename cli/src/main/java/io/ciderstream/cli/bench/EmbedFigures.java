package io.ciderstream.cli.bench;

/**
 * Rates in pictures a second.
 *
 * @param bareOneSession best rate of one ONNX Runtime session over all cores, decoded pictures
 * @param bareSessions rate of one single-threaded session a core, decoded pictures
 * @param pipeline rate of the ingest, encoded pictures from topic to topic
 */
public record EmbedFigures(double bareOneSession, double bareSessions, double pipeline) {}
