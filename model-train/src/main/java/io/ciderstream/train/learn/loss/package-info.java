/**
 * What is minimised, over libtorch tensors: {@link io.ciderstream.train.learn.loss.ArcFace}, {@link
 * io.ciderstream.train.learn.loss.InfoNce}, {@link io.ciderstream.train.learn.loss.SupCon} and
 * {@link io.ciderstream.train.learn.loss.Keep}. Call them inside a {@code PointerScope}, on the
 * training thread.
 */
package io.ciderstream.train.learn.loss;
