package io.ciderstream.train.learn;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.config.Descent;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.loss.LossParts;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.learn.optimise.Sgd;
import io.ciderstream.train.learn.report.ResidentMemory;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunPosition;
import io.ciderstream.train.learn.run.RunState;
import io.ciderstream.train.load.Prefetch;
import io.ciderstream.train.torch.SharedStatistics;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Runs one member of a stage, step by step, from its start or from a checkpoint. */
final class MemberRun {
  private final RunContext context;
  private final int stage;
  private final int member;
  private final Learner learner;
  private final Objective objective;
  private final Stage.Options options;
  private final ProcessGroup group;
  private final RowShards shards;
  private final Optional<SharedStatistics> shared;

  /**
   * Creates a member run.
   *
   * @param stage number of the stage, from 0
   * @param member number of the member, from 0
   * @param learner at the start of the stage
   */
  MemberRun(RunContext context, int stage, int member, Learner learner, Objective objective) {
    this.context = context;
    this.stage = stage;
    this.member = member;
    this.learner = learner;
    this.objective = objective;
    this.options = context.config().stages().get(stage).options();
    this.group = learner.group();
    this.shards = new RowShards(group, objective);
    this.shared =
        group.size() > 1 && context.config().run().synchroniseStatistics()
            ? Optional.of(new SharedStatistics(group::sum))
            : Optional.empty();
  }

  /**
   * Runs the remaining steps.
   *
   * @param before where to resume, if it is in this member
   * @return what the objective has learned
   */
  Weights run(UsableImages images, Optional<RunState> before) {
    Descent descent = options.descent();
    learner.parameters().train(name -> descent.rate(name).isPresent());
    Optional<RunState> within = before.filter(state -> state.position().step() > begin());
    objective.start(within.map(RunState::own));
    try (Sgd sgd = optimiser(descent)) {
      within.ifPresent(state -> restore(state, sgd));
      steps(images, sgd, within.map(state -> state.position().step() - begin()).orElse(0L));
      return shards.whole(objective.parameters());
    } finally {
      learner.parameters().train(name -> false);
    }
  }

  private Sgd optimiser(Descent descent) {
    return new Sgd(
        learning(),
        descent.momentum(),
        descent.weightDecay(),
        objective.parameters()::containsKey,
        group);
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
    return perEpoch() * options.epochs();
  }

  private long perEpoch() {
    return Math.ceilDiv(objective.batchesPerEpoch(), (long) options.descent().accumulate());
  }

  /** Returns the number of the first batch of a step; an epoch's last step may have fewer. */
  private long firstBatch(long step) {
    return step / perEpoch() * objective.batchesPerEpoch()
        + step % perEpoch() * options.descent().accumulate();
  }

  /** Returns the steps of the members before this one. */
  private long begin() {
    return member * all();
  }

  /**
   * Takes the steps.
   *
   * @param first where this member resumes
   */
  private void steps(UsableImages images, Sgd sgd, long first) {
    long perEpoch = perEpoch();
    Schedule schedule = new Schedule(options, sgd.momenta().keySet(), all());
    Prefetch<Objective.Batch> batches =
        new Prefetch<>(objective::load, firstBatch(first), firstBatch(all()), images.ahead());
    if (first > 0 && first % perEpoch == 0) {
      if (context.progress().measureOnce(position(first))) { // the run ended after the checkpoint
        return;
      }
    }
    for (long step = first; step < all(); step++) {
      StepFigures figures = step(batches, sgd, schedule, step);
      context
          .progress()
          .step(options.name(), figures, begin() + step + 1, all() * options.members());
      RunPosition position = position(step + 1);
      boolean whole = (step + 1) % perEpoch == 0;
      boolean due = whole || (step + 1) % context.config().run().checkpointSteps() == 0;
      context.checkpoints().stepped(due, () -> state(position, sgd));
      // last, so that an interruption loses no step
      if (whole && context.progress().measure(position)) {
        return;
      }
    }
  }

  private RunPosition position(long done) {
    return new RunPosition(stage, begin() + done);
  }

  private StepFigures step(
      Prefetch<Objective.Batch> batches, Sgd sgd, Schedule schedule, long step) {
    long started = context.clock().millis();
    TrainingStep taken = new TrainingStep(learner, sgd, this::ofBatch, shared);
    int count = (int) (firstBatch(step + 1) - firstBatch(step));
    long waited = 0;
    int pictures = 0;
    LossParts parts = LossParts.NONE;
    double accuracy = 0;
    try (PointerScope scope = new PointerScope()) {
      for (int i = 0; i < count; i++) {
        long before = context.clock().millis();
        try (PointerScope graph = new PointerScope()) {
          Objective.Batch batch = batches.take();
          waited += context.clock().millis() - before;
          Objective.Loss loss = taken.add(batch, schedule.sharpening(step), 1.0 / count);
          finite("loss", loss.parts().total(), step);
          parts = parts.plus(loss.parts(), 1.0 / count);
          accuracy += loss.accuracy() / count;
          pictures += batch.images();
        }
      }
      double gradient = finite("gradient", taken.clip(options.descent().maxGradientNorm()), step);
      taken.apply(schedule.rates(step));
      return new StepFigures(
          stage,
          begin() + step,
          (begin() + step) / perEpoch(),
          parts,
          accuracy,
          schedule.highest(step),
          gradient,
          (context.clock().millis() - started) / 1e3,
          pictures,
          waited / 1e3,
          ResidentMemory.megabytes());
    }
  }

  private boolean ofBatch(String norm) {
    return options.batchStatistics().matcher(norm).matches();
  }

  /** Stops before it learns from what is not a number; the parameters are still as they were. */
  private double finite(String what, double value, long step) {
    if (!Double.isFinite(value)) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The %s is %s at step %,d of stage '%s', so learning stopped there. Lower the stage's rates, in a new run. %s"
              .formatted(
                  what, value, begin() + step + 1, options.name(), context.checkpoints().remedy()));
    }
    return value;
  }

  private void restore(RunState state, Sgd sgd) {
    learner.parameters().set(state.network());
    shards.set(sgd.momenta(), state.momenta());
  }

  private RunState state(RunPosition position, Sgd sgd) {
    return new RunState(
        position,
        learner.parameters().weights(),
        shards.whole(objective.parameters()),
        shards.whole(sgd.momenta()));
  }
}
