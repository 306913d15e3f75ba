/**
 * Rejects a run that could not learn, before it begins: {@link
 * io.ciderstream.train.learn.check.StageChecks} compares the stages with the data and the network,
 * {@link io.ciderstream.train.learn.check.HeapCheck} what is kept with the memory, {@link
 * io.ciderstream.evaluation.data.Duplicates} pictures with each other.
 *
 * <p>The rule: what a configuration asks for and the data cannot give is rejected with what, where
 * and the remedy, and never silently replaced by something smaller. What may be meant, such as an
 * evaluation of the pictures that are learned from, is only logged. On the training thread.
 */
package io.ciderstream.train.learn.check;
