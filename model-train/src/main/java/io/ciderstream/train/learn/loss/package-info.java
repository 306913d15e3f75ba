/**
 * Losses over libtorch tensors: {@link io.ciderstream.train.learn.loss.ArcFace} of classes and
 * {@link io.ciderstream.train.learn.loss.ViewLosses} of pairs of views. Call them inside a {@code
 * PointerScope}, on the training thread.
 */
package io.ciderstream.train.learn.loss;
