package io.ciderstream.train.learn;

import io.ciderstream.train.learn.attend.AttentionFit;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.learn.objective.LabelsObjective;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.learn.objective.ViewsObjective;
import io.ciderstream.train.learn.plan.Seeds;
import io.ciderstream.train.learn.run.Position;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.learn.run.State;
import io.ciderstream.train.learn.start.StartTable;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.TensorFile;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs one stage from its start, or from a checkpoint, to its end. */
final class StageRun {
  private final RunParts parts;
  private final Stage stage;
  private final int number;
  private StartTable startTable;

  StageRun(RunParts parts, int number) {
    this.parts = parts;
    this.stage = parts.config().stages().get(number);
    this.number = number;
  }

  /** Returns whether a stage changes the network after its last step, and so is measured anew. */
  static boolean measuredAtEnd(Stage stage) {
    Stage.Options options = stage.options();
    return stage instanceof Stage.Attention
        || options.members() > 1
        || options.weightInterpolation() < 1;
  }

  /**
   * Runs the stage.
   *
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
    parts.listener().say("fitting the attention in stage %d".formatted(number + 1));
    new AttentionFit(attention, learner, pictures, Seeds.mix(parts.config().seed(), number)).run();
    return finish(learner, own);
  }

  private Weights descend(Learner learner, Pictures pictures, Weights own, Optional<State> before) {
    Start start = before.isEmpty() ? begin(learner, own) : start();
    int members = stage.options().members();
    int first = before.isEmpty() ? 0 : parts.folder().members(number);
    for (int member = first; member < members; member++) {
      learner.parameters().set(start.network);
      Optional<State> from = member == first ? before : Optional.empty();
      Weights learned = descend(member, learner, pictures, start.own, from);
      write(parts.folder().memberOwn(number, member), learned);
      parts.models().of(learner.parameters().weights()).save(parts.folder().member(number, member));
    }
    learner.parameters().set(mean(member -> parts.folder().member(number, member)));
    double keep = stage.options().weightInterpolation();
    if (keep < 1) {
      learner.parameters().set(Blend.of(start.network, learner.parameters().weights(), keep));
    }
    return finish(learner, mean(member -> parts.folder().memberOwn(number, member)));
  }

  /** Writes the checkpoint before it measures, so that an interruption loses nothing. */
  private Weights finish(Learner learner, Weights learned) {
    Position end = new Position(number + 1, 0);
    Weights none = new Weights(new LinkedHashMap<>());
    parts.checkpoints().write(new State(end, learner.parameters().weights(), learned, none));
    if (measuredAtEnd(stage)) {
      parts.end().measure(end);
    }
    return learned;
  }

  private Weights mean(IntFunction<Path> file) {
    return Blend.mean(
        IntStream.range(0, stage.options().members())
            .mapToObj(member -> read(file.apply(member)))
            .toList());
  }

  private Weights descend(
      int member, Learner learner, Pictures pictures, Weights own, Optional<State> before) {
    learner.parameters().train(name -> false);
    try (Objective objective = objective(member, learner, pictures, own)) {
      return new MemberRun(parts, number, member, learner, objective).run(pictures, before);
    }
  }

  /**
   * What every member begins with.
   *
   * @param network its weights
   * @param own what the objective of the stage before had learned
   */
  private record Start(Weights network, Weights own) {}

  private Start begin(Learner learner, Weights own) {
    RunFolder folder = parts.folder();
    Weights network = learner.parameters().weights();
    write(folder.stageStartOwn(number), own);
    parts.models().of(network).save(folder.stageStart(number));
    return new Start(network, own);
  }

  private Start start() {
    RunFolder folder = parts.folder();
    return new Start(read(folder.stageStart(number)), read(folder.stageStartOwn(number)));
  }

  private static Weights read(Path file) {
    return SafeTensors.read(file).weights();
  }

  private static void write(Path file, Weights weights) {
    SafeTensors.write(file, new TensorFile(weights, new LinkedHashMap<>()));
  }

  private Objective objective(int member, Learner learner, Pictures pictures, Weights own) {
    parts.listener().say("preparing stage %d, %s".formatted(number + 1, stage.options().name()));
    long seed = Seeds.mix(parts.config().seed(), number, member);
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
}
