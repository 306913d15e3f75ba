/**
 * Fits the local features of a network whose other parameters stay, in closed form, from views of
 * pictures under known homographies: enter at {@link io.ciderstream.train.learn.local.LocalFit}.
 * {@link io.ciderstream.train.learn.local.ViewPairs} samples the feature map at matching points,
 * {@link io.ciderstream.train.learn.local.LearnedWhitening} finds the projection. On the training
 * thread.
 */
package io.ciderstream.train.learn.local;
