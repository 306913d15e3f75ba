/**
 * Teaches a network: {@link io.ciderstream.train.learn.Training} runs a configuration from its data
 * to a model in a run folder, and resumes it after an interruption. libtorch computes on the
 * caller's thread (and on its own, as many as the process allows); pictures are decoded on the
 * executor passed in.
 */
package io.ciderstream.train.learn;
