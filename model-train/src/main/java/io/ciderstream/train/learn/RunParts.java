package io.ciderstream.train.learn;

import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.run.RunFolder;
import java.time.InstantSource;

/**
 * What the stages of a run share.
 *
 * @param config of the run
 * @param folder of the run
 * @param models form of each file that holds a whole network
 * @param checkpoints writes checkpoints
 * @param end measures and reports
 * @param clock for the figures of a step
 * @param listener hears how the run goes
 */
record RunParts(
    TrainConfig config,
    RunFolder folder,
    RunModel models,
    CheckpointWriter checkpoints,
    EpochEnd end,
    InstantSource clock,
    TrainListener listener) {}
