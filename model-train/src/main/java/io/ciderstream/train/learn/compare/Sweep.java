package io.ciderstream.train.learn.compare;

import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.run.RunFolder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs of one configuration with every combination of some values.
 *
 * @param axes keys with their values, none twice
 */
public record Sweep(List<Axis> axes) {
  private static final String KEY = "values";

  public Sweep {
    axes = List.copyOf(axes);
    requireOnce(axes.stream().map(Axis::key).toList(), "the key");
  }

  private static void requireOnce(List<String> names, String what) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID, "--sweep: %s %s is given twice.".formatted(what, name));
      }
    }
  }

  /**
   * A key with its values.
   *
   * @param key of the configuration, such as {@code stages.views.epochs}
   * @param values as {@code --set} takes them, one or more
   */
  public record Axis(String key, List<String> values) {
    public Axis {
      values = List.copyOf(values);
    }

    /**
     * Reads an axis.
     *
     * @param text {@code KEY=[VALUE,VALUE...]}, the values as a list in YAML
     * @throws CiderException SETTING_INVALID if it is none
     */
    public static Axis parse(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw invalid(text);
      }
      String list = text.substring(equals + 1);
      Object values =
          ConfigText.parse("%s: %s".formatted(KEY, list), "--sweep " + text).keys().get(KEY);
      if (!(values instanceof List<?> all) || all.isEmpty()) {
        throw invalid(text);
      }
      return new Axis(text.substring(0, equals), all.stream().map(String::valueOf).toList());
    }

    private static CiderException invalid(String text) {
      return new CiderException(
          ErrorCode.SETTING_INVALID,
          "--sweep %s: write the key and a list of its values, such as seed=[1,2,3]."
              .formatted(text));
    }
  }

  /**
   * One combination.
   *
   * @param assignments as {@code --set} takes them
   * @param folder name of its run's folder
   */
  public record Combination(List<String> assignments, String folder) {
    public Combination {
      assignments = List.copyOf(assignments);
    }
  }

  /**
   * Returns every combination; the values of the last axis change first.
   *
   * @throws CiderException SETTING_INVALID if two would have the same folder
   */
  public List<Combination> combinations() {
    List<List<String>> all = List.of(List.of());
    for (Axis axis : axes) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> before : all) {
        for (String value : axis.values()) {
          List<String> assignments = new ArrayList<>(before);
          assignments.add(axis.key() + "=" + value);
          longer.add(assignments);
        }
      }
      all = longer;
    }
    List<Combination> combinations = all.stream().map(Sweep::combination).toList();
    requireOnce(combinations.stream().map(Combination::folder).toList(), "the folder of a run,");
    return combinations;
  }

  private static Combination combination(List<String> assignments) {
    return new Combination(
        assignments, RunFolder.inFileName(String.join("--", assignments).replace("=", "-")));
  }
}
