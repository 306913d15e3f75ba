package io.ciderstream.train.learn;

import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.run.RunFolder;
import java.time.InstantSource;

/** The objects that the stages of a run share. */
record RunContext(
    TrainConfig config,
    RunFolder folder,
    RunModel models,
    CheckpointWriter checkpoints,
    RunProgress progress,
    InstantSource clock,
    TrainListener listener) {}
