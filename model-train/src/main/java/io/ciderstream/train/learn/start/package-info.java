/**
 * Where learning begins: the fully connected layer at principal components ({@link
 * io.ciderstream.train.learn.start.PrincipalStart}), class centres at means ({@link
 * io.ciderstream.train.learn.start.StartTable}). On the training thread.
 */
package io.ciderstream.train.learn.start;
