package io.ciderstream.train.learn;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.data.load.Prefetch;
import io.ciderstream.train.learn.config.Descent;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.learn.optimise.Sgd;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.Position;
import io.ciderstream.train.learn.run.State;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Runs one member of a stage, step by step, from its start or from a checkpoint. */
final class MemberRun {
  private final RunParts parts;
  private final int stage;
  private final int member;
  private final Learner learner;
  private final Objective objective;
  private final Stage.Options options;

  /**
   * @param stage number of the stage, from 0
   * @param member number of the member, from 0
   * @param learner at the start of the stage
   */
  MemberRun(RunParts parts, int stage, int member, Learner learner, Objective objective) {
    this.parts = parts;
    this.stage = stage;
    this.member = member;
    this.learner = learner;
    this.objective = objective;
    this.options = parts.config().stages().get(stage).options();
  }

  /**
   * Takes the steps that are left.
   *
   * @param before where to go on, if it is in this member
   * @return what the objective has learned
   */
  Weights run(Pictures pictures, Optional<State> before) {
    Descent descent = options.descent();
    learner.parameters().train(name -> descent.rate(name).isPresent());
    try (Sgd sgd = new Sgd(learning(), descent.momentum(), descent.weightDecay())) {
      long done = before.map(state -> state.position().step() - begin()).orElse(0L);
      if (done > 0) {
        restore(before.orElseThrow(), sgd);
      }
      steps(pictures, sgd, Math.max(done, 0));
      return Named.weights(objective.parameters());
    } finally {
      learner.parameters().train(name -> false);
    }
  }

  private SequencedMap<String, Tensor> learning() {
    SequencedMap<String, Tensor> learning = new LinkedHashMap<>(learner.parameters().trained());
    objective
        .parameters()
        .forEach(
            (name, tensor) -> {
              boolean learns = options.descent().rate(name).isPresent();
              tensor.set_requires_grad(learns);
              if (learns) {
                learning.put(name, tensor);
              }
            });
    if (learning.isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The rates of stage '%s' match no parameter's name, so nothing would learn."
              .formatted(options.name()));
    }
    return learning;
  }

  private long all() {
    return objective.stepsPerEpoch() * options.epochs();
  }

  /** Steps of the stage that members before this one took. */
  private long begin() {
    return member * all();
  }

  /**
   * Goes downhill.
   *
   * @param first where this member goes on
   */
  private void steps(Pictures pictures, Sgd sgd, long first) {
    long perEpoch = objective.stepsPerEpoch();
    Schedule schedule = new Schedule(options, sgd.momenta().keySet(), all());
    Prefetch<Objective.Task> tasks =
        new Prefetch<>(objective::load, first, all(), pictures.ahead());
    if (first > 0 && first % perEpoch == 0) {
      parts.end().measureOnce(position(first)); // the run ended after the checkpoint
    }
    for (long step = first; step < all(); step++) {
      StepFigures figures = step(tasks, sgd, schedule, step);
      parts.end().step(options.name(), figures, begin() + step + 1, all() * options.members());
      Position position = position(step + 1);
      boolean whole = (step + 1) % perEpoch == 0;
      boolean due = whole || (step + 1) % parts.config().run().checkpointSteps() == 0;
      parts.checkpoints().stepped(due, () -> state(position, sgd));
      if (whole) {
        parts.end().measure(position); // last, so that an interruption loses no step
      }
    }
  }

  private Position position(long done) {
    return new Position(stage, begin() + done);
  }

  private StepFigures step(Prefetch<Objective.Task> tasks, Sgd sgd, Schedule schedule, long step) {
    long started = parts.clock().millis();
    try (PointerScope scope = new PointerScope()) {
      Objective.Task task = tasks.take();
      TorchMode mode =
          new TorchMode.Training(
              name -> options.batchStatistics().matcher(name).matches(), schedule.sharpening(step));
      Objective.Loss loss = task.loss(learner, mode);
      double value = finite("loss", loss.total().item_double(), step);
      loss.total().backward();
      double gradient = finite("gradient", sgd.clip(options.descent().maxGradientNorm()), step);
      sgd.step(schedule.rates(step));
      return new StepFigures(
          stage,
          begin() + step,
          (begin() + step) / objective.stepsPerEpoch(),
          value,
          loss.accuracy(),
          schedule.highest(step),
          gradient,
          (parts.clock().millis() - started) / 1e3,
          task.pictures());
    }
  }

  /** Refuses to learn from what is no number; the parameters are still as they were. */
  private double finite(String what, double value, long step) {
    if (!Double.isFinite(value)) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The %s is %s at step %,d of stage '%s', so learning stopped there. Lower the stage's rates, in a new run. %s"
              .formatted(
                  what, value, begin() + step + 1, options.name(), parts.checkpoints().remedy()));
    }
    return value;
  }

  private void restore(State state, Sgd sgd) {
    learner.parameters().set(state.network());
    Named.set(objective.parameters(), state.own());
    Named.set(sgd.momenta(), state.momenta());
  }

  private State state(Position position, Sgd sgd) {
    return new State(
        position,
        learner.parameters().weights(),
        Named.weights(objective.parameters()),
        Named.weights(sgd.momenta()));
  }
}
