/**
 * The network: what it computes, where its weights come from, and how it becomes a file that is
 * served. Enter at {@link io.ciderstream.train.ModelExport} for the model that needs no training,
 * at {@link io.ciderstream.train.CiderModel} and {@link io.ciderstream.train.CheckpointExport} for
 * one that is trained. A network is defined once, in {@code network}, over the operations of {@code
 * ops}; {@code shape} finds its parameters, {@code torch} computes with it, {@code onnx} writes it
 * to a file. Everything runs on the caller's thread.
 */
package io.ciderstream.train;
