/**
 * Inspects an ONNX file that is to be served, without a running system: {@link
 * io.ciderstream.cli.model.ModelInspection} reads it, {@link io.ciderstream.cli.model.ModelTrial}
 * runs it. One thread, but for the measurement of all cores.
 */
package io.ciderstream.cli.model;
