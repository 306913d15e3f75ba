/**
 * The steps of a stage: {@link io.ciderstream.train.learn.objective.Objective} plans and loads a
 * step, and computes its loss. Losses are computed on the training thread.
 */
package io.ciderstream.train.learn.objective;
