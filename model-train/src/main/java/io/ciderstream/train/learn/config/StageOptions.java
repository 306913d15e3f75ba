package io.ciderstream.train.learn.config;

import java.util.regex.Pattern;

/**
 * What every stage has.
 *
 * @param name for the report
 * @param epochs 1 or more
 * @param descent how it goes downhill
 * @param batchStatistics names of the batch normalisations that learn their statistics
 * @param sharpen factor of the masks' sharpness at the end; it rises from 1
 * @param keep how far the weights stay from those at the stage's start when it is over: 1 is where
 *     they were led, 0 is the start
 * @param members how many times the stage is run from its start, each with a seed of its own; the
 *     weights they end with are averaged (Wortsman et al., arXiv 2203.05482)
 */
public record StageOptions(
    String name,
    int epochs,
    Descent descent,
    Pattern batchStatistics,
    double sharpen,
    double keep,
    int members) {}
