package io.ciderstream.train.learn.config;

import io.ciderstream.train.data.load.MildJitter;
import io.ciderstream.train.learn.loss.ArcFace;
import io.ciderstream.train.learn.loss.InfoNce;
import io.ciderstream.train.learn.loss.SupCon;
import io.ciderstream.train.learn.plan.ViewBatches;

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
