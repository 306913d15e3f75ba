package io.ciderstream.train.learn.config;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.train.data.load.ColourShift;
import io.ciderstream.train.data.load.MildJitter;
import io.ciderstream.train.data.load.StrongViews;
import io.ciderstream.train.data.load.Viewpoint;
import io.ciderstream.train.learn.loss.ArcFace;
import io.ciderstream.train.learn.loss.InfoNce;
import io.ciderstream.train.learn.loss.SupCon;
import io.ciderstream.train.learn.plan.ViewBatches;

/** Reads stages. Defaults are those of the paper for labels, of the shipped model for views. */
final class StageReader {
  private static final double PI_HALF = 1.5;
  private static final int MANY = 1_000_000;

  private StageReader() {}

  /** Kinds of stage. */
  private enum Kind {
    LABELS,
    VIEWS,
    ATTENTION
  }

  static Stage read(Section section) {
    section.only(StageKeys.ALL).text("kind");
    Kind kind = section.choice("kind", Kind.class, Kind.LABELS);
    return section.make(
        () ->
            switch (kind) {
              case LABELS -> labels(section.only(StageKeys.LABELS));
              case VIEWS -> views(section.only(StageKeys.VIEWS));
              case ATTENTION -> attention(section.only(StageKeys.ATTENTION));
            });
  }

  private static Stage.Labels labels(Section section) {
    return new Stage.Labels(
        options(section, 5, 3e-6),
        section.integer("batch", 64, 1, MANY),
        arcFace(section.section("arcface")),
        jitter(section.section("jitter")),
        section.choice("centres", Stage.Centres.class, Stage.Centres.RANDOM));
  }

  private static Stage.Views views(Section section) {
    Section loss = section.section("loss").only("temperature", "supcon", "keep", "arcface");
    double temperature = loss.number("temperature", 0.07, 1e-3, 10);
    Stage.LossWeights weights =
        new Stage.LossWeights(
            loss.number("supcon", 0.3, 0, 1000),
            loss.number("keep", 3, 0, 1000),
            loss.number("arcface", 0.3, 0, 1000));
    return new Stage.Views(
        options(section, 3, 0),
        section.integer("steps", 30, 1, MANY),
        mix(section.section("mix"), section),
        new InfoNce(temperature),
        new SupCon(temperature),
        weights,
        arcFace(section.section("arcface")),
        section.choice("centres", Stage.Centres.class, Stage.Centres.MEANS));
  }

  private static Stage.Attention attention(Section section) {
    int side = section.integer("view", 224, 32, 4096);
    return new Stage.Attention(
        options(section, 1, 0),
        section.number("centre", 1, 0, 1000),
        section.pattern("except", "(?!)"),
        section.integer("pictures", 1000, 1, MANY),
        section.number("match", 1, 0, 1000),
        section.integer("matches", 640, 1, MANY),
        section.number("composite", 1, 0, 1000),
        section.integer("composites", 1400, 1, MANY),
        new Size(side, side),
        section.number("blur", 0.4, 0, 1),
        section.number("ridge", 0.03, 1e-9, 1000));
  }

  private static StageOptions options(Section section, int epochs, double least) {
    return new StageOptions(
        section.text("name"),
        section.integer("epochs", epochs, 1, MANY),
        descent(section, least),
        section.pattern("batch-statistics", "(?!)"),
        section.number("sharpen", 1, 1, 1000),
        section.number("keep", 1, 0, 1),
        section.integer("members", 1, 1, 100));
  }

  private static Descent descent(Section section, double least) {
    return new Descent(
        section.sections("rates").stream().map(StageReader::rate).toList(),
        section.number("least", least, 0, 100),
        section.number("momentum", 0.9, 0, 1),
        section.number("decay", 1e-5, 0, 1),
        section.integer("warm-up", 0, 0, MANY),
        section.number("clip", 10, 1e-6, 1e9));
  }

  private static Rate rate(Section section) {
    section.only("names", "rate");
    return section.make(
        () -> new Rate(section.pattern("names", ".*"), section.number("rate", 1e-3, 0, 100)));
  }

  private static ArcFace arcFace(Section section) {
    section.only("margin", "scale");
    return new ArcFace(
        section.number("margin", 0.3, 0, PI_HALF), section.number("scale", 30, 1, 1e4));
  }

  private static MildJitter jitter(Section section) {
    section.only("scale", "brightness");
    return new MildJitter(
        section.number("scale", 0.2, 0, 0.5), section.number("brightness", 0.1, 0, 1));
  }

  private static ViewBatches.Mix mix(Section mix, Section stage) {
    mix.only("view", "labels", "frames", "unlabelled", "clean", "window");
    int side = mix.integer("view", 224, 32, 4096);
    return new ViewBatches.Mix(
        mix.integer("labels", 20, 0, MANY),
        mix.integer("frames", 2, 1, MANY),
        mix.integer("unlabelled", 24, 0, MANY),
        new Size(side, side),
        strongViews(stage.section("views")),
        mix.integer("clean", 32, 0, MANY),
        mix.number("window", 0.7, 0.01, 1));
  }

  private static StrongViews strongViews(Section section) {
    section.only(StageKeys.STRONG_VIEWS);
    return new StrongViews(
        new Viewpoint(
            section.number("least-area", 0.3, 0, 1),
            section.number("bend", 0.14, 0, 0.4),
            section.number("bends", 0.6, 0, 1),
            section.number("turn", 15, 0, 180),
            section.number("turns", 0.6, 0, 1)),
        section.number("paste", 0.2, 0, 1),
        new ColourShift(
            section.number("colour", 0.4, 0, 1),
            section.number("colours", 0.8, 0, 1),
            section.number("gain", 0.15, 0, 1),
            section.number("gains", 0.4, 0, 1),
            section.number("grey", 0.15, 0, 1)),
        section.number("blur", 0.3, 0, 1),
        section.number("jpeg", 0.6, 0, 1));
  }
}
