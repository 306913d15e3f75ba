package io.ciderstream.trials.pictures;

/**
 * Rates of one benchmark, in pictures a second.
 *
 * @param bareOneSession best rate of one ONNX Runtime session over all cores, decoded pictures
 * @param bareSessions rate of one single-threaded session a core, decoded pictures
 * @param measured rate of what is compared with them, from encoded pictures on
 */
public record ComparedRates(double bareOneSession, double bareSessions, double measured) {}
