/**
 * Reads a network by libtorch. {@link io.ciderstream.train.torch.TorchRunner} computes outputs; the
 * number of libtorch's threads is the process's, and is set by whoever opens a runner.
 */
package io.ciderstream.train.torch;
