/**
 * Regression in closed form over the cells of feature maps: {@link
 * io.ciderstream.train.learn.fit.CellMoments} sums them up, {@link
 * io.ciderstream.train.learn.fit.RidgeFit} solves. {@link
 * io.ciderstream.train.learn.fit.RowMoments} gives mean and covariance of any rows, {@link
 * io.ciderstream.train.learn.fit.Spectrum} their eigenvalues. On the training thread.
 */
package io.ciderstream.train.learn.fit;
