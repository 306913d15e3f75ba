package io.ciderstream.cli.bench;

/**
 * Rates in pictures a second.
 *
 * @param bareOneSession best rate of one ONNX Runtime session over all cores, decoded pictures
 * @param bareSessions rate of one single-threaded session a core, decoded pictures
 * @param evaluation rate of an evaluation's descriptors, from files to a file of descriptors
 */
public record EvaluateFigures(double bareOneSession, double bareSessions, double evaluation) {}
