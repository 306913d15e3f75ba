package io.ciderstream.train.learn.config;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.train.data.load.MildJitter;
import io.ciderstream.train.learn.loss.ArcFace;
import io.ciderstream.train.learn.loss.InfoNce;
import io.ciderstream.train.learn.loss.SupCon;
import io.ciderstream.train.learn.plan.ViewBatches;
import java.util.regex.Pattern;

/** A part of a run with its own loss. */
public sealed interface Stage {
  /** What every stage has. */
  StageOptions options();

  /**
   * ArcFace over labelled pictures, batches of one size group.
   *
   * @param batch pictures a step
   * @param loss margin and scale
   * @param jitter how pictures are changed
   * @param centres where class centres begin
   */
  record Labels(StageOptions options, int batch, ArcFace loss, MildJitter jitter, Centres centres)
      implements Stage {}

  /**
   * Instance discrimination over strong views, with labels where there are some, while descriptors
   * are held near those of the stage's start.
   *
   * @param steps in an epoch
   * @param mix what a step is made of
   * @param infoNce temperature; its weight is 1
   * @param supCon temperature
   * @param weights of the other losses
   * @param arcFace on the clean pictures
   * @param centres where class centres begin
   */
  record Views(
      StageOptions options,
      int steps,
      ViewBatches.Mix mix,
      InfoNce infoNce,
      SupCon supCon,
      LossWeights weights,
      ArcFace arcFace,
      Centres centres)
      implements Stage {}

  /**
   * Attention, found in closed form while all else stays.
   *
   * @param centre weight of the hint that things stand in the middle, 0 or more
   * @param except labels whose pictures don't give this hint
   * @param pictures how many pictures give it, at most
   * @param match weight of the hint that the subject is what other views of a picture show and
   *     other pictures don't, 0 or more
   * @param matches how many pictures give that hint, at most
   * @param composite weight of the hint that a composite's cut-out is its subject, 0 or more
   * @param composites how many are made
   * @param view size of a composite
   * @param blur chance that what is behind is blurred
   * @param ridge strength of the regression's ridge
   */
  record Attention(
      StageOptions options,
      double centre,
      Pattern except,
      int pictures,
      double match,
      int matches,
      double composite,
      int composites,
      Size view,
      double blur,
      double ridge)
      implements Stage {
    public Attention {
      if (!(centre + match + composite > 0)) {
        throw new IllegalArgumentException("no hint has a weight");
      }
    }
  }

  /**
   * Beside InfoNCE's 1.
   *
   * @param supCon of SupCon
   * @param keep of the distance to the start
   * @param arcFace of ArcFace
   */
  record LossWeights(double supCon, double keep, double arcFace) {}

  /** Where class centres begin. */
  enum Centres {
    /** At the mean of their pictures' descriptors. */
    MEANS,
    /** Anywhere. */
    RANDOM,
    /** Where the stage before left them. */
    KEPT
  }
}
