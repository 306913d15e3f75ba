package io.ciderstream.train.learn.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keys that stages know. */
final class StageKeys {
  private static final List<String> COMMON =
      List.of(
          "kind",
          "name",
          "epochs",
          "rates",
          "least",
          "momentum",
          "decay",
          "warm-up",
          "clip",
          "batch-statistics",
          "sharpen",
          "keep",
          "members");

  /** Of a stage of labels. */
  static final Set<String> LABELS = with("batch", "arcface", "jitter", "centres");

  /** Of a stage of views. */
  static final Set<String> VIEWS = with("steps", "loss", "mix", "views", "arcface", "centres");

  /** Of a stage of attention. */
  static final Set<String> ATTENTION =
      with(
          "view",
          "centre",
          "except",
          "pictures",
          "match",
          "matches",
          "composite",
          "composites",
          "blur",
          "ridge");

  /** Of any stage, as long as its kind is not known. */
  static final Set<String> ALL = all();

  /** Of the strong views of a stage of views. */
  static final List<String> STRONG_VIEWS =
      List.of(
          "least-area",
          "bend",
          "bends",
          "turn",
          "turns",
          "paste",
          "colour",
          "colours",
          "gain",
          "gains",
          "grey",
          "blur",
          "jpeg");

  private StageKeys() {}

  private static Set<String> with(String... own) {
    Set<String> keys = new TreeSet<>(COMMON);
    keys.addAll(List.of(own));
    return keys;
  }

  private static Set<String> all() {
    Set<String> keys = new TreeSet<>(LABELS);
    keys.addAll(VIEWS);
    keys.addAll(ATTENTION);
    return keys;
  }
}
