/**
 * Finds the attention of a network that is otherwise done: {@link
 * io.ciderstream.train.learn.attend.AttentionFit} fits the 1 x 1 convolution to weak hints in
 * closed form. On the training thread.
 */
package io.ciderstream.train.learn.attend;
