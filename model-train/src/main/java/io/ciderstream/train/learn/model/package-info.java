/**
 * The network that learns and the pictures it learns from, ready to use: {@link
 * io.ciderstream.train.learn.model.Learner} and {@link
 * io.ciderstream.train.learn.model.UsableImages}; {@link
 * io.ciderstream.train.learn.model.ImagePasses} shows the one all of the other. On the training
 * thread.
 */
package io.ciderstream.train.learn.model;
