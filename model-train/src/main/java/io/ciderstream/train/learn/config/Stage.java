package io.ciderstream.train.learn.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.evaluation.yaml.Flat;
import io.ciderstream.evaluation.yaml.Key;
import io.ciderstream.train.learn.loss.ArcFace;
import io.ciderstream.train.learn.plan.ViewBatches;
import io.ciderstream.train.load.MildJitter;
import io.ciderstream.train.load.StrongViews;
import java.util.regex.Pattern;

/**
 * A stage of a run, with its own loss. Defaults are the paper's for labels, the shipped model's for
 * views.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(Stage.Labels.class),
  @JsonSubTypes.Type(Stage.Views.class),
  @JsonSubTypes.Type(Stage.Attention.class),
  @JsonSubTypes.Type(Stage.Local.class),
  @JsonSubTypes.Type(Stage.Whitening.class)
})
public sealed interface Stage {
  /** The largest number of pictures, steps or epochs that a key accepts. */
  double MAX_COUNT = 1e6;

  /** Returns what every stage has. */
  Options options();

  /** A stage of steps of gradient descent. */
  sealed interface Stepwise extends Stage {}

  /** A stage without steps, which fits a single layer in closed form. */
  sealed interface ClosedForm extends Stage {}

  /**
   * The keys that all stages share.
   *
   * @param batchStatistics names of the batch normalisations that learn their statistics
   * @param maskSharpening factor of the masks' sharpness at the end; it rises from 1
   * @param weightInterpolation position of the final weights between those at the stage's start, 0,
   *     and the learned ones, 1 (Wortsman et al., arXiv 2109.01903)
   * @param members how many times the stage is run from its start, each with its own seed; the
   *     final weights are averaged (Wortsman et al., arXiv 2203.05482)
   */
  record Options(
      String name,
      @Key(fallback = "1", min = 1, max = MAX_COUNT) int epochs,
      @Flat Descent descent,
      @Key(fallback = "(?!)") Pattern batchStatistics,
      @Key(fallback = "1", min = 1, max = 1000, formerly = "sharpen") double maskSharpening,
      @Key(fallback = "1", max = 1, formerly = "keep") double weightInterpolation,
      @Key(fallback = "1", min = 1, max = 100) int members) {}

  /** ArcFace over labelled pictures; each batch is of one size group. */
  @JsonTypeName("labels")
  record Labels(
      @Flat(fallbacks = {"epochs=5", "final-rate=3e-6"}) Options options,
      @Key(fallback = "64", min = 1, max = MAX_COUNT) int batch,
      ArcFace arcface,
      MildJitter jitter,
      @Key(fallback = "random") Centres centres)
      implements Stepwise {}

  /**
   * Instance discrimination over strong views, with labels where there are some, while descriptors
   * are held near those of the stage's start.
   *
   * @param steps in an epoch
   * @param arcface on the clean pictures
   */
  @JsonTypeName("views")
  record Views(
      @Flat(fallbacks = "epochs=3") Options options,
      @Key(fallback = "30", min = 1, max = MAX_COUNT) int steps,
      ViewBatches.Mix mix,
      StrongViews views,
      LossTerms loss,
      ArcFace arcface,
      @Key(fallback = "means") Centres centres)
      implements Stepwise {}

  /**
   * Attention, fitted in closed form while all else stays.
   *
   * @param centreWeight weight of the hint that subjects tend to be in the middle
   * @param centreExcept labels whose pictures don't give this hint
   * @param centrePictures maximal number of pictures that give it
   * @param matchWeight weight of the hint that the subject is what other views of a picture show
   *     and other pictures don't
   * @param matchPictures maximal number of pictures that give it
   * @param compositeWeight weight of the hint that a composite's cut-out is its subject
   * @param composites number of composites
   * @param viewSize side of a composite and of a view in pixels
   * @param blurProbability of the background of a composite
   * @param ridge strength of the regression's ridge
   */
  @JsonTypeName("attention")
  record Attention(
      @Flat Options options,
      @Key(fallback = "1", max = 1000, formerly = "centre") double centreWeight,
      @Key(fallback = "(?!)", formerly = "except") Pattern centreExcept,
      @Key(fallback = "1000", min = 1, max = MAX_COUNT, formerly = "pictures") int centrePictures,
      @Key(fallback = "1", max = 1000, formerly = "match") double matchWeight,
      @Key(fallback = "640", min = 1, max = MAX_COUNT, formerly = "matches") int matchPictures,
      @Key(fallback = "1", max = 1000, formerly = "composite") double compositeWeight,
      @Key(fallback = "1400", min = 1, max = MAX_COUNT) int composites,
      @Key(fallback = "224", min = 32, max = 4096, formerly = "view") int viewSize,
      @Key(fallback = "0.4", max = 1, formerly = "blur") double blurProbability,
      @Key(fallback = "0.03", min = 1e-9, max = 1000) double ridge)
      implements ClosedForm {
    public Attention {
      if (!(centreWeight + matchWeight + compositeWeight > 0)) {
        throw new IllegalArgumentException("no hint has a weight");
      }
    }

    /** Returns the size of a view. */
    public Size view() {
      return new Size(viewSize, viewSize);
    }
  }

  /**
   * Local features, fitted in closed form while all else stays, to points of pictures and of views
   * of them.
   *
   * @param pictures maximal number of pictures
   * @param points maximal number of points of a picture
   * @param views how a view differs from its picture
   * @param ridge strength of the ridge of the whitening
   * @param strengthRidge strength of the ridge of the positions' strength
   */
  @JsonTypeName("local")
  record Local(
      @Flat Options options,
      @Key(fallback = "1400", min = 1, max = MAX_COUNT) int pictures,
      @Key(fallback = "120", min = 2, max = MAX_COUNT) int points,
      StrongViews views,
      @Key(fallback = "0.1", min = 1e-9, max = 1000) double ridge,
      @Key(fallback = "0.03", min = 1e-9, max = 1000) double strengthRidge)
      implements ClosedForm {}

  /**
   * Whitening of the descriptors by a matrix that the fully connected layer takes up, fitted in
   * closed form while all else stays.
   *
   * @param power of the eigenvalues: 0 changes nothing, 0.5 makes all directions equally strong
   * @param pictures maximal number of pictures
   */
  @JsonTypeName("whitening")
  record Whitening(
      @Flat Options options,
      @Key(fallback = "0.2", max = 0.5) double power,
      @Key(fallback = "20000", min = 2, max = MAX_COUNT) int pictures)
      implements ClosedForm {}

  /**
   * Terms of the loss of views; the weight of InfoNCE is 1.
   *
   * @param temperature of InfoNCE and SupCon
   * @param distillationWeight of the distance to the descriptors at the stage's start
   */
  record LossTerms(
      @Key(fallback = "0.07", min = 1e-3, max = 10) double temperature,
      @Key(fallback = "0.3", max = 1000, formerly = "supcon") double supconWeight,
      @Key(fallback = "3", max = 1000, formerly = "keep") double distillationWeight,
      @Key(fallback = "0.3", max = 1000, formerly = "arcface") double arcfaceWeight) {}

  /** Initial class centres. */
  enum Centres {
    /** The means of the descriptors of each class. */
    MEANS,
    RANDOM,
    /** The weights of the stage before. */
    KEPT
  }
}
