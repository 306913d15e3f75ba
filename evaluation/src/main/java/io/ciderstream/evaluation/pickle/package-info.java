/**
 * Data that Python's pickle wrote, read without running anything: ground truth of evaluation sets
 * and checkpoints. Enter at {@link io.ciderstream.evaluation.pickle.Pickle}; the caller's thread.
 */
package io.ciderstream.evaluation.pickle;
