/**
 * Whitens the descriptors of a network in closed form: enter at {@link
 * io.ciderstream.train.learn.whiten.WhiteningFit}. On the training thread.
 */
package io.ciderstream.train.learn.whiten;
