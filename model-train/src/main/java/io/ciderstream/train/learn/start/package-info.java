/**
 * Where learning begins: the fully connected layer at principal components ({@link
 * io.ciderstream.train.learn.start.PrincipalComponents}), class centres at means ({@link
 * io.ciderstream.train.learn.start.DescriptorTable}). On the training thread.
 */
package io.ciderstream.train.learn.start;
