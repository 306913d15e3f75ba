package io.ciderstream.train.learn;

import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunPosition;

/** In every process of a group but the first: waits while the first one measures. */
record FollowingProgress(ProcessGroup group, TrainListener listener) implements RunProgress {
  @Override
  public void step(String stage, StepFigures figures, long done, long all) {
    listener.step(stage, figures, done, all);
  }

  @Override
  public boolean measureOnce(RunPosition position) {
    return group.agree(false);
  }

  @Override
  public boolean measure(RunPosition position) {
    return group.agree(false);
  }
}
