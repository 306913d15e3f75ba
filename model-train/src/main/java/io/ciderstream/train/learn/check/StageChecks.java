package io.ciderstream.train.learn.check;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.config.Descent.Rate;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.learn.plan.ViewBatches;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.torch.TorchParameters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Compares the stages of a run with what there is to learn from, before anything is learned. */
public final class StageChecks {
  private static final String STATISTIC = ".running_mean";
  private static final String NO_NORM = "(?!)";

  private final TrainConfig config;
  private final UsableImages pictures;
  private final int processes;
  private final Counts have;
  private final Set<String> norms = new LinkedHashSet<>();
  private final Set<String> parameters = new LinkedHashSet<>();

  /**
   * Creates the stage checks.
   *
   * @param pictures that are learned from
   * @param processes that share each batch
   */
  public StageChecks(
      TrainConfig config, CiderNetwork network, UsableImages pictures, int processes) {
    this.config = config;
    this.processes = processes;
    this.pictures = pictures;
    this.have = Counts.of(pictures);
    for (String name : ShapeOps.parameters(network).keySet()) {
      if (name.endsWith(STATISTIC)) {
        norms.add(name.substring(0, name.length() - STATISTIC.length()));
      }
      if (!TorchParameters.isStatistic(name)) {
        parameters.add(name);
      }
    }
  }

  /**
   * Checks all stages.
   *
   * @param warnings gets what is accepted but may be a mistake
   * @throws CiderException SETTING_INVALID with the stage, what is wrong and the remedy
   */
  public void check(Consumer<String> warnings) {
    if (config.projection().start() == TrainConfig.Projection.Start.PCA) {
      config
          .network()
          .options()
          .projection()
          .ifPresent(projection -> components(projection.dimension(), warnings));
    }
    if (config.run().best().isPresent() && config.evaluations().isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "In the training configuration, run.best is '%s', but there are no evaluations; leave it out."
              .formatted(config.run().best().get()));
    }
    if (config.run().patience() > 0 && config.evaluations().isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "In the training configuration, run.patience is %,d, but there are no evaluations to become better in; leave it out."
              .formatted(config.run().patience()));
    }
    for (int number = 0; number < config.stages().size(); number++) {
      Stage stage = config.stages().get(number);
      In in = new In(number, stage.options());
      in.refuse(
          stage.options().weightInterpolation() == 0,
          "has weight-interpolation 0, which undoes all that it learns; raise it, or leave the stage out");
      in.refuse(
          config.run().patience() > 0 && stage.options().members() > 1,
          "has members %,d, each of which begins anew, so that run.patience can't end it; leave one of them out",
          stage.options().members());
      switch (stage) {
        case Stage.Labels labels -> check(labels, in, warnings);
        case Stage.Views views -> check(views, in, warnings);
        case Stage.Attention attention -> check(attention, in);
        case Stage.Local local -> check(local, in);
        case Stage.Whitening whitening -> check(whitening, in);
      }
    }
  }

  /** Pictures have fewer components than there are pictures. */
  private void components(int dimension, Consumer<String> warnings) {
    int learned = Math.min(have.pictures(), config.projection().pictures());
    if (learned < 2) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "There is only one picture to learn from, which has no principal components; add pictures, or set projection.start=random.");
    }
    if (learned <= dimension) {
      warnings.accept(
          "In the training configuration, network.projection.dimension is %,d, but %,d pictures have less than that many principal components; the other rows amplify what these pictures do not show: add pictures%s, or set projection.start=random"
              .formatted(
                  dimension, learned, learned < have.pictures() ? " by projection.pictures" : ""));
    }
  }

  private void check(Stage.Labels stage, In in, Consumer<String> warnings) {
    in.refuse(
        have.labelled() == 0,
        "needs labelled pictures, but none of the %,d pictures has a label; add a source with labels, or use a stage of kind views",
        have.pictures());
    oneLabel(in, "leave the stage out");
    in.refuse(
        stage.batch() > have.labelled(),
        "has batch %,d, but only %,d labelled pictures can be used; set batch to that or less, or add pictures",
        stage.batch(),
        have.labelled());
    in.shared("batch", stage.batch(), processes);
    in.shared("classes", have.labels(), processes);
    statistics(in, ofStatistics(stage.batch()), "batch");
    descent(in, true, warnings);
  }

  private void check(Stage.Views stage, In in, Consumer<String> warnings) {
    ViewBatches.Mix mix = stage.mix();
    in.enough("mix.labels", mix.labels(), have.labels(), "labels with pictures");
    in.enough(
        "mix.frames", mix.labels() == 0 ? 0 : mix.frames(), have.frames(), "pictures of any label");
    in.enough("mix.unlabelled", mix.unlabelled(), have.unlabelled(), "unlabelled pictures");
    in.enough("mix.clean", mix.clean(), have.labelled(), "labelled pictures");
    in.refuse(
        mix.labels() * (long) mix.frames() + mix.unlabelled() < 2,
        "has a mix of %d labels with %d frames and %d unlabelled pictures, but each step needs two pictures to tell apart; raise them",
        mix.labels(),
        mix.frames(),
        mix.unlabelled());
    in.shared("mix.labels with mix.unlabelled", mix.labels() + mix.unlabelled(), processes);
    boolean classes = mix.clean() > 0 && stage.loss().arcfaceWeight() > 0;
    if (classes) {
      in.shared("mix.clean", mix.clean(), processes);
      in.shared("classes", have.labels(), processes);
      oneLabel(in, "set loss.arcface-weight to 0");
      statistics(in, ofStatistics(mix.clean()), "mix.clean");
    }
    descent(in, classes, warnings);
  }

  private void check(Stage.Attention stage, In in) {
    in.refuse(
        stage.matchWeight() > 0 && have.pictures() < 2,
        "compares pictures with others, but there is only one; add pictures, or set match-weight to 0");
    in.refuse(
        stage.centreWeight() > 0 && !centred(stage.centreExcept()),
        "has centre-except '%s', which matches the label of every picture; narrow it, or set centre-weight to 0",
        stage.centreExcept());
  }

  private void check(Stage.Local stage, In in) {
    int channels = config.network().options().backbone().backbone().middleChannels();
    int dimension = config.network().options().local().orElseThrow().dimension();
    in.refuse(
        dimension > channels,
        "fits features of %,d numbers to a feature map of %,d channels; set network.local.dimension to that or less",
        dimension,
        channels);
  }

  private void check(Stage.Whitening stage, In in) {
    in.refuse(
        have.pictures() < 2,
        "compares directions of descriptors, but there is only one picture; add pictures");
    in.refuse(
        config.stages().stream().skip(in.number + 1L).anyMatch(StageChecks::keepsCentres),
        "turns the descriptors, but a stage behind it has centres kept, which would stay; set them to means");
  }

  private static boolean keepsCentres(Stage stage) {
    return switch (stage) {
      case Stage.Labels labels -> labels.centres() == Stage.Centres.KEPT;
      case Stage.Views views -> views.centres() == Stage.Centres.KEPT;
      case Stage.ClosedForm closedForm -> false;
    };
  }

  private boolean centred(Pattern except) {
    for (int i = 0; i < have.pictures(); i++) {
      int label = pictures.set().label(i);
      if (!except.matcher(label < 0 ? "" : pictures.set().labels().get(label)).matches()) {
        return true;
      }
    }
    return false;
  }

  /** Returns of how many pictures of a batch statistics are taken. */
  private int ofStatistics(int batch) {
    return config.run().synchroniseStatistics() ? batch : batch / processes;
  }

  private void oneLabel(In in, String otherwise) {
    in.refuse(
        have.labels() == 1,
        "has nothing to tell apart, as all of the %,d labelled pictures have one label, so that its loss would be 0; add pictures of other labels, or %s",
        have.labelled(),
        otherwise);
  }

  private void statistics(In in, int batch, String key) {
    Pattern pattern = in.options.batchStatistics();
    in.refuse(
        batch == 1 && norms.stream().anyMatch(norm -> pattern.matcher(norm).matches()),
        "takes statistics of batches ('%s'), but a batch is one picture, which has no variance; set %s to 2 or more, or leave batch-statistics out",
        pattern,
        key);
  }

  private void descent(In in, boolean centres, Consumer<String> warnings) {
    Set<String> names = new LinkedHashSet<>(parameters);
    if (centres) {
      names.add(Objective.CENTRES);
    }
    List<Rate> rates = in.options.descent().rates();
    in.refuse(
        names.stream().noneMatch(name -> in.options.descent().rate(name).isPresent()),
        "would learn nothing, as its rates match no parameter's name; the names are such as %s",
        String.join(", ", parameters.stream().limit(3).toList()));
    for (Rate rate : rates) {
      if (names.stream().noneMatch(rate::matches)) {
        warnings.accept(in.text("has a rate for '%s', which matches no parameter", rate.names()));
      }
    }
    Pattern statistics = in.options.batchStatistics();
    if (!statistics.pattern().equals(NO_NORM)
        && norms.stream().noneMatch(norm -> statistics.matcher(norm).matches())) {
      warnings.accept(
          in.text("has batch-statistics '%s', which matches no normalisation", statistics));
    }
  }

  /** A place in the configuration, for messages. */
  private record In(int number, Stage.Options options) {
    void refuse(boolean wrong, String what, Object... values) {
      if (wrong) {
        throw new CiderException(ErrorCode.SETTING_INVALID, text(what, values) + ".");
      }
    }

    void enough(String key, int required, int have, String what) {
      refuse(
          required > have,
          "has %s %,d, but there are only %,d %s; set it to that or less, or add pictures",
          key,
          required,
          have,
          what);
    }

    /** Rejects what is too little to give each process a part. */
    void shared(String key, int have, int processes) {
      refuse(
          have < processes,
          "has %s %,d, which %,d processes can't share; raise it, or start fewer processes",
          key,
          have,
          processes);
    }

    String text(String what, Object... values) {
      return "In the training configuration, stages[%d] (%s) %s"
          .formatted(number, options.name(), what.formatted(values));
    }
  }

  /**
   * Numbers of pictures.
   *
   * @param pictures all that can be used
   * @param labelled those with a label
   * @param labels that have a picture
   * @param frames of the label with the most pictures
   */
  private record Counts(int pictures, int labelled, int labels, int frames) {
    static Counts of(UsableImages pictures) {
      int[] frames = new int[pictures.set().labels().size()];
      int labelled = 0;
      for (int i = 0; i < pictures.set().size(); i++) {
        if (pictures.set().label(i) >= 0) {
          frames[pictures.set().label(i)]++;
          labelled++;
        }
      }
      int labels = 0;
      int most = 0;
      for (int each : frames) {
        labels += each > 0 ? 1 : 0;
        most = Math.max(most, each);
      }
      return new Counts(pictures.set().size(), labelled, labels, most);
    }

    int unlabelled() {
      return pictures - labelled;
    }
  }
}
