package io.ciderstream.train.learn;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.data.load.Prefetch;
import io.ciderstream.train.learn.attend.AttentionFit;
import io.ciderstream.train.learn.config.Descent;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.learn.objective.LabelsObjective;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.learn.objective.ViewsObjective;
import io.ciderstream.train.learn.optimise.Sgd;
import io.ciderstream.train.learn.plan.Seeds;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.Position;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.learn.run.State;
import io.ciderstream.train.learn.start.StartTable;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.TensorFile;
import io.ciderstream.train.weights.Weights;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Runs one stage from its start, or from a checkpoint, to its end. */
final class StageRun {
  private final TrainConfig config;
  private final Stage stage;
  private final int number;
  private final RunFolder folder;
  private final InstantSource clock;
  private final TrainListener listener;
  private final RunReport report;
  private final Consumer<Position> epochEnd;
  private StartTable startTable;

  StageRun(
      TrainConfig config,
      int number,
      RunFolder folder,
      InstantSource clock,
      TrainListener listener,
      RunReport report,
      Consumer<Position> epochEnd) {
    this.config = config;
    this.stage = config.stages().get(number);
    this.number = number;
    this.folder = folder;
    this.clock = clock;
    this.listener = listener;
    this.report = report;
    this.epochEnd = epochEnd;
  }

  /**
   * @param learner as the stage before left it
   * @param own what the objective of the stage before had learned
   * @param before where to go on within the stage
   * @return what this stage's objective has learned
   */
  Weights run(Learner learner, Pictures pictures, Weights own, Optional<State> before) {
    return switch (stage) {
      case Stage.Attention attention -> fit(attention, learner, pictures, own);
      case Stage.Labels labels -> descend(learner, pictures, own, before);
      case Stage.Views views -> descend(learner, pictures, own, before);
    };
  }

  private Weights fit(Stage.Attention attention, Learner learner, Pictures pictures, Weights own) {
    listener.say("fitting the attention in stage %d".formatted(number + 1));
    new AttentionFit(attention, learner, pictures, Seeds.mix(config.seed(), number)).run();
    epochEnd.accept(new Position(number + 1, 0));
    folder.checkpoints().write(done(learner, own));
    return own;
  }

  private Weights descend(Learner learner, Pictures pictures, Weights own, Optional<State> before) {
    Weights start = start(learner, before);
    int members = stage.options().members();
    int first = before.isEmpty() ? 0 : folder.members(number);
    Weights learned = before.map(State::own).orElse(own);
    for (int member = first; member < members; member++) {
      learner.parameters().set(start);
      learned =
          descend(member, learner, pictures, own, member == first ? before : Optional.empty());
      SafeTensors.write(folder.member(number, member), plain(learner.parameters().weights()));
    }
    if (members > 1) {
      learner
          .parameters()
          .set(Blend.mean(IntStream.range(0, members).mapToObj(this::read).toList()));
    }
    double keep = stage.options().keep();
    if (keep < 1) {
      learner.parameters().set(Blend.of(start, learner.parameters().weights(), keep));
    }
    if (members > 1 || keep < 1) {
      epochEnd.accept(new Position(number + 1, 0));
    }
    folder.checkpoints().write(done(learner, learned));
    return learned;
  }

  private Weights read(int member) {
    return SafeTensors.read(folder.member(number, member)).weights();
  }

  private Weights descend(
      int member, Learner learner, Pictures pictures, Weights own, Optional<State> before) {
    Descent descent = stage.options().descent();
    learner.parameters().train(name -> false);
    try (Objective objective = objective(member, learner, pictures, own)) {
      learner.parameters().train(name -> descent.rate(name).isPresent());
      SequencedMap<String, Tensor> learning = learning(learner, objective);
      try (Sgd sgd = new Sgd(learning, descent.momentum(), descent.decay())) {
        long begin = member * stepsOf(objective);
        long done = before.map(state -> state.position().step() - begin).orElse(0L);
        if (done > 0) {
          restore(before.orElseThrow(), learner, objective, sgd);
        }
        steps(begin, learner, pictures, objective, sgd, Math.max(done, 0));
      }
      return Named.weights(objective.parameters());
    } finally {
      learner.parameters().train(name -> false);
    }
  }

  private Weights start(Learner learner, Optional<State> before) {
    if (before.isEmpty()) {
      Weights start = learner.parameters().weights();
      SafeTensors.write(folder.stageStart(number), plain(start));
      return start;
    }
    return SafeTensors.read(folder.stageStart(number)).weights();
  }

  private static TensorFile plain(Weights weights) {
    return new TensorFile(weights, new LinkedHashMap<>());
  }

  private Objective objective(int member, Learner learner, Pictures pictures, Weights own) {
    listener.say("preparing stage %d, %s".formatted(number + 1, stage.options().name()));
    long seed = Seeds.mix(config.seed(), number, member);
    return switch (stage) {
      case Stage.Labels labels -> new LabelsObjective(labels, learner, pictures, own, seed);
      case Stage.Views views ->
          new ViewsObjective(views, learner, pictures, startTable(learner, pictures), own, seed);
      case Stage.Attention none ->
          throw new IllegalStateException(none.options().name() + " has no steps");
    };
  }

  /** Made for the first member that runs; every member starts from the same weights. */
  private StartTable startTable(Learner learner, Pictures pictures) {
    if (startTable == null) {
      startTable = StartTable.of(learner, pictures);
    }
    return startTable;
  }

  private SequencedMap<String, Tensor> learning(Learner learner, Objective objective) {
    SequencedMap<String, Tensor> learning = new LinkedHashMap<>(learner.parameters().trained());
    Descent descent = stage.options().descent();
    objective
        .parameters()
        .forEach(
            (name, tensor) -> {
              boolean learns = descent.rate(name).isPresent();
              tensor.set_requires_grad(learns);
              if (learns) {
                learning.put(name, tensor);
              }
            });
    if (learning.isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The rates of stage '%s' match no parameter's name, so nothing would learn."
              .formatted(stage.options().name()));
    }
    return learning;
  }

  private long stepsOf(Objective objective) {
    return objective.stepsPerEpoch() * stage.options().epochs();
  }

  /**
   * Goes downhill.
   *
   * @param begin steps that members before this one took
   * @param first where this member goes on
   */
  private void steps(
      long begin, Learner learner, Pictures pictures, Objective objective, Sgd sgd, long first) {
    long perEpoch = objective.stepsPerEpoch();
    long all = stepsOf(objective);
    long ofMembers = all * stage.options().members();
    Schedule schedule = new Schedule(stage.options(), sgd.momenta().keySet(), all);
    Prefetch<Objective.Task> tasks = new Prefetch<>(objective::load, first, all, pictures.ahead());
    for (long step = first; step < all; step++) {
      StepFigures figures = step(learner, tasks, sgd, schedule, step, begin, perEpoch);
      report.add(figures);
      Position position = new Position(number, begin + step + 1);
      listener.step(stage.options().name(), figures, position.step(), ofMembers);
      boolean whole = (step + 1) % perEpoch == 0;
      if (whole) {
        epochEnd.accept(position);
      }
      boolean due = whole || (step + 1) % config.run().checkpointSteps() == 0;
      if (due) {
        folder.checkpoints().write(state(position, learner, objective, sgd));
      }
    }
  }

  private StepFigures step(
      Learner learner,
      Prefetch<Objective.Task> tasks,
      Sgd sgd,
      Schedule schedule,
      long step,
      long begin,
      long perEpoch) {
    long started = clock.millis();
    try (PointerScope scope = new PointerScope()) {
      Objective.Task task = tasks.take();
      TorchMode mode =
          new TorchMode.Training(
              name -> stage.options().batchStatistics().matcher(name).matches(),
              schedule.sharpening(step));
      Objective.Loss loss = task.loss(learner, mode);
      double value = loss.total().item_double();
      if (!Double.isFinite(value)) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "The loss is %s at step %d of stage '%s'; lower the rates."
                .formatted(value, step, stage.options().name()));
      }
      loss.total().backward();
      double gradient = sgd.clip(stage.options().descent().clip());
      sgd.step(schedule.rates(step));
      return new StepFigures(
          number,
          begin + step,
          (begin + step) / perEpoch,
          value,
          loss.accuracy(),
          schedule.highest(step),
          gradient,
          (clock.millis() - started) / 1e3,
          task.pictures());
    }
  }

  private static void restore(State state, Learner learner, Objective objective, Sgd sgd) {
    learner.parameters().set(state.network());
    Named.set(objective.parameters(), state.own());
    Named.set(sgd.momenta(), state.momenta());
  }

  private static State state(Position position, Learner learner, Objective objective, Sgd sgd) {
    return new State(
        position,
        learner.parameters().weights(),
        Named.weights(objective.parameters()),
        Named.weights(sgd.momenta()));
  }

  private State done(Learner learner, Weights learned) {
    Weights none = new Weights(new LinkedHashMap<>());
    return new State(new Position(number + 1, 0), learner.parameters().weights(), learned, none);
  }
}
