/**
 * Computes a network by libtorch. {@link io.ciderstream.train.torch.TorchRunner} computes outputs;
 * to train, give {@link io.ciderstream.train.torch.TorchParameters} and {@link
 * io.ciderstream.train.torch.TorchMode.Training} to {@link io.ciderstream.train.torch.TorchOps}.
 * One thread at a time; the number of libtorch's threads is the process's, and is set by the code
 * that opens a runner. Nothing of libtorch may be kept in a static field: a pointer scope that
 * happens to be open would free it.
 */
package io.ciderstream.train.torch;
