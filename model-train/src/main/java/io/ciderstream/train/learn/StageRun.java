package io.ciderstream.train.learn;

import io.ciderstream.train.learn.attend.AttentionFit;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.local.LocalFit;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.objective.LabelsObjective;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.learn.objective.ViewsObjective;
import io.ciderstream.train.learn.plan.Seeds;
import io.ciderstream.train.learn.run.RunPosition;
import io.ciderstream.train.learn.run.RunState;
import io.ciderstream.train.learn.run.StageFiles;
import io.ciderstream.train.learn.run.StageFiles.Snapshot;
import io.ciderstream.train.learn.run.SurveyFile;
import io.ciderstream.train.learn.start.DescriptorTable;
import io.ciderstream.train.learn.whiten.WhiteningFit;
import io.ciderstream.train.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Runs one stage from its start, or from a checkpoint, to its end. */
final class StageRun {
  private final RunContext context;
  private final Learner learner;
  private final UsableImages images;
  private final Stage stage;
  private final int number;
  private final StageFiles files;
  private DescriptorTable startTable;

  /**
   * Creates a stage run.
   *
   * @param learner as the stage before left it
   * @param number of the stage, from 0
   */
  StageRun(RunContext context, Learner learner, UsableImages images, int number) {
    this.context = context;
    this.learner = learner;
    this.images = images;
    this.stage = context.config().stages().get(number);
    this.number = number;
    this.files = new StageFiles(context.folder(), number);
  }

  /** Returns whether a stage changes the network after its last step, and so is measured again. */
  static boolean measuredAtEnd(Stage stage) {
    Stage.Options options = stage.options();
    return stage instanceof Stage.ClosedForm
        || options.members() > 1
        || options.weightInterpolation() < 1;
  }

  /**
   * Runs the stage.
   *
   * @param own what the objective of the stage before learned
   * @param before where to resume within the stage
   * @return what this stage's objective learned
   */
  Weights run(Weights own, Optional<RunState> before) {
    try {
      return switch (stage) {
        case Stage.Stepwise stepwise -> descend(stepwise, own, before);
        case Stage.ClosedForm closedForm -> {
          if (learner.group().first()) {
            fit(closedForm);
          }
          ParameterCopy.fromFirst(learner);
          yield finish(own);
        }
      };
    } finally {
      if (startTable != null) {
        startTable.close();
      }
    }
  }

  private void fit(Stage.ClosedForm closedForm) {
    long seed = Seeds.mix(context.config().seed(), number);
    switch (closedForm) {
      case Stage.Attention attention -> {
        sayFitting("attention");
        new AttentionFit(attention, learner, images, seed).run();
      }
      case Stage.Local local -> {
        sayFitting("local features");
        new LocalFit(local, learner, images, seed).run();
      }
      case Stage.Whitening whitening -> {
        sayFitting("whitening");
        new WhiteningFit(whitening, learner, images).run();
      }
    }
  }

  private void sayFitting(String what) {
    context.listener().say("fitting the %s in stage %d".formatted(what, number + 1));
  }

  private Path descriptors() {
    return files.descriptors(SurveyFile.checksum(images.set()));
  }

  /** Deletes what only an interrupted stage needs again. */
  private void deleteTable() {
    if (startTable != null && learner.group().first()) {
      try {
        Files.deleteIfExists(descriptors());
      } catch (IOException e) {
        throw new UncheckedIOException("deleting a table", e);
      }
    }
  }

  private Weights descend(Stage.Stepwise stepwise, Weights own, Optional<RunState> before) {
    if (before.isEmpty()) {
      files.writeStart(context.models().of(learner.parameters().weights()), own);
    }
    Snapshot start =
        before.isEmpty() ? new Snapshot(learner.parameters().weights(), own) : files.start();
    int members = stage.options().members();
    int first = before.isEmpty() ? 0 : files.finishedMembers();
    for (int member = first; member < members; member++) {
      learner.parameters().set(start.network());
      Weights learned =
          descend(stepwise, member, start.own(), member == first ? before : Optional.empty());
      files.writeMember(member, context.models().of(learner.parameters().weights()), learned);
    }
    learner.group().await(); // for the files of the first process
    List<Snapshot> ends = files.members(members);
    Weights mean = WeightAveraging.mean(ends.stream().map(Snapshot::network).toList());
    double share = stage.options().weightInterpolation();
    learner
        .parameters()
        .set(share < 1 ? WeightAveraging.interpolated(start.network(), mean, share) : mean);
    return finish(WeightAveraging.mean(ends.stream().map(Snapshot::own).toList()));
  }

  private Weights descend(
      Stage.Stepwise stepwise, int member, Weights own, Optional<RunState> before) {
    learner.parameters().train(name -> false);
    try (Objective objective = objective(stepwise, member, own)) {
      return new MemberRun(context, number, member, learner, objective).run(images, before);
    }
  }

  /** Writes the checkpoint before it measures, so that an interruption loses nothing. */
  private Weights finish(Weights learned) {
    RunPosition end = new RunPosition(number + 1, 0);
    Weights none = new Weights(new LinkedHashMap<>());
    context.checkpoints().write(new RunState(end, learner.parameters().weights(), learned, none));
    deleteTable();
    if (measuredAtEnd(stage)) {
      context.progress().measure(end);
    }
    return learned;
  }

  private Objective objective(Stage.Stepwise stepwise, int member, Weights own) {
    context.listener().say("preparing stage %d, %s".formatted(number + 1, stage.options().name()));
    long seed = Seeds.mix(context.config().seed(), number, member);
    return switch (stepwise) {
      case Stage.Labels labels -> new LabelsObjective(labels, learner, images, own, seed);
      case Stage.Views views -> {
        if (startTable == null) { // the same for every member
          startTable = DescriptorTable.of(learner, images, descriptors());
        }
        yield new ViewsObjective(views, learner, images, startTable, own, seed);
      }
    };
  }
}
