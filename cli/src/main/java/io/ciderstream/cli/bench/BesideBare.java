package io.ciderstream.cli.bench;

/**
 * Rates in pictures a second, of one run.
 *
 * @param bareOneSession best rate of one ONNX Runtime session over all cores, decoded pictures
 * @param bareSessions rate of one single-threaded session a core, decoded pictures
 * @param measured rate of what is held against them, from encoded pictures on
 */
public record BesideBare(double bareOneSession, double bareSessions, double measured) {}
