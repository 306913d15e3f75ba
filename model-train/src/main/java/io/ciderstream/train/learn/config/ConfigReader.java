package io.ciderstream.train.learn.config;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.SizeGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a training configuration. */
public final class ConfigReader {
  private static final int MAX_SIDE = 4_096;
  private static final List<String> PAPER_SIZES =
      List.of("512x352", "512x384", "448x448", "384x512", "352x512");
  private static final List<String> BOUNDS = List.of("0.67", "0.77", "1.33", "1.5");
  private static final int MEGABYTE = 1 << 20;

  private ConfigReader() {}

  /**
   * @param file YAML
   * @param data folder that relative paths of data and weights begin at
   * @throws CiderException SETTING_INVALID, naming the key
   */
  public static TrainConfig read(Path file, Path data) {
    return read(ConfigText.read(file), data);
  }

  /** As above, of a file that was read. */
  public static TrainConfig read(ConfigText text, Path data) {
    return read(new Section("", text.keys()), data);
  }

  private static TrainConfig read(Section root, Path data) {
    root.only(
        "name",
        "seed",
        "network",
        "input",
        "loading",
        "data",
        "projection",
        "stages",
        "evaluations",
        "run");
    return root.make(
        () ->
            new TrainConfig(
                root.text("name"),
                root.whole("seed", 1, 0, 1L << 53),
                NetworkReader.read(root.section("network"), data),
                groups(root.section("input")),
                data(root, data),
                projection(root.section("projection")),
                root.sections("stages").stream().map(StageReader::read).toList(),
                root.sections("evaluations").stream()
                    .map(section -> EvaluationReader.read(section, data))
                    .toList(),
                run(root.section("run"))));
  }

  /** One size has no bounds, five have the paper's unless others are given. */
  private static SizeGroups groups(Section input) {
    input.only("sizes", "bounds");
    List<String> sizes = input.has("sizes") ? input.texts("sizes") : PAPER_SIZES;
    List<String> usual = sizes.size() == PAPER_SIZES.size() ? BOUNDS : List.of();
    List<String> bounds = input.has("bounds") ? input.texts("bounds") : usual;
    return input.make(
        () -> {
          sizes.forEach(SizeGroup::parse);
          SizeGroups groups = SizeGroups.parse(String.join(",", sizes), String.join(",", bounds));
          groups.sizes().forEach(ConfigReader::requireUsable);
          return groups;
        });
  }

  private static void requireUsable(SizeGroups.Size size) {
    if (size.width() > MAX_SIDE || size.height() > MAX_SIDE) {
      throw new IllegalArgumentException(
          "the size %dx%d has a side of more than %d pixels"
              .formatted(size.width(), size.height(), MAX_SIDE));
    }
  }

  private static DataConfig data(Section root, Path folder) {
    Section loading = root.section("loading").only("cache-megabytes", "ahead");
    return new DataConfig(
        SourceReader.read(root, "data", folder),
        (long) MEGABYTE * loading.integer("cache-megabytes", 0, 0, 1 << 20),
        loading.integer("ahead", 2, 0, 100));
  }

  private static Projection projection(Section section) {
    section.only("start", "centred", "pictures");
    return new Projection(
        section.choice("start", Projection.Start.class, Projection.Start.PCA),
        section.flag("centred", true),
        section.integer("pictures", 20_000, 2, 10_000_000));
  }

  private static RunConfig run(Section section) {
    section.only("device", "precision", "checkpoint-steps", "keep-checkpoints", "best");
    return new RunConfig(
        section.choice("device", RunConfig.Compute.class, RunConfig.Compute.AUTO),
        section.choice("precision", RunConfig.Precision.class, RunConfig.Precision.AUTO),
        section.integer("checkpoint-steps", 500, 1, 1_000_000),
        section.integer("keep-checkpoints", 2, 1, 1_000_000),
        section.has("best") ? Optional.of(section.text("best")) : Optional.empty());
  }
}
