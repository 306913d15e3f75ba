package io.ciderstream.train.learn.run;

import io.ciderstream.train.weights.Weights;

/**
 * All that a run needs to resume bit for bit. Random choices need no state: seeds follow from the
 * configuration and the step's number.
 *
 * @param position how far it has come
 * @param network parameters and stored statistics of the network
 * @param own parameters of the stage's objective
 * @param momenta of the optimiser, for both
 */
public record RunState(RunPosition position, Weights network, Weights own, Weights momenta) {}
