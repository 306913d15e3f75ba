/**
 * The network room: what the network computes, where its weights come from, and how it becomes a
 * file that is served. Enter at {@link io.ciderstream.train.ModelExport} for the model that needs
 * no training, at {@link io.ciderstream.train.CiderModel} and {@link
 * io.ciderstream.train.CheckpointExport} for one that is trained. A network is said once, in {@code
 * network}, over the operations of {@code ops}; {@code shape} reads it to know its parameters,
 * {@code torch} to compute with it, {@code onnx} to write it down. Everything runs on the caller's
 * thread.
 */
package io.ciderstream.train;
