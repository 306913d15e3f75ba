/**
 * Steps downhill: {@link io.ciderstream.train.learn.optimise.Sgd} with the rates of {@link
 * io.ciderstream.train.learn.optimise.LearningRate}. On the training thread.
 */
package io.ciderstream.train.learn.optimise;
