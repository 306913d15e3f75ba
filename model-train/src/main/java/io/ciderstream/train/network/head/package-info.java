/**
 * Heads: what makes a vector of a backbone's feature maps. {@link
 * io.ciderstream.train.network.head.Head} is the choice between CiDeR and the heads that its paper
 * compares it with. Each is a record of its options with its paper's defaults. All immutable, safe
 * from any thread.
 */
package io.ciderstream.train.network.head;
