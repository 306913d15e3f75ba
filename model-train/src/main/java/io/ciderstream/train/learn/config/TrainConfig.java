package io.ciderstream.train.learn.config;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.evaluation.data.ImageSource;
import io.ciderstream.evaluation.yaml.Key;
import io.ciderstream.train.ModelCard;
import java.util.List;
import java.util.Optional;

/**
 * A training run. Keys and defaults are those of its configuration file.
 *
 * @param name of the model, as its file will say
 * @param seed of every random choice
 * @param network that learns
 * @param input sizes that pictures are resized to
 * @param data sources of the training pictures, one at least
 * @param projection initial value of the fully connected layer
 * @param stages in order, one at least
 * @param evaluations measured after each epoch
 */
public record TrainConfig(
    String name,
    @Key(fallback = "1", max = 0x1p53) long seed,
    NetworkConfig network,
    Input input,
    Loading loading,
    List<ImageSource> data,
    Projection projection,
    List<Stage> stages,
    List<EvaluationConfig> evaluations,
    Run run) {
  public TrainConfig {
    require(!name.isBlank(), "name is blank");
    require(!data.isEmpty(), "there is no source");
    require(!stages.isEmpty(), "there is no stage");
    require(
        network.options().localisation().isPresent()
            || stages.stream().noneMatch(Stage.Attention.class::isInstance),
        "attention is to be fitted, but localisation is off");
    require(
        network.options().local().isPresent()
            || stages.stream().noneMatch(Stage.Local.class::isInstance),
        "local features are to be fitted, but local is off");
    require(
        network.options().projection().filter(layer -> !layer.batchNorm()).isPresent()
            || stages.stream().noneMatch(Stage.Whitening.class::isInstance),
        "descriptors are to be whitened, which needs a projection without batch-norm");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Returns the sizes that pictures are resized to. */
  public SizeGroups groups() {
    return input.groups();
  }

  /**
   * Input sizes; five sizes have the paper's bounds unless others are given.
   *
   * @param sizes {@code WIDTHxHEIGHT} each
   * @param bounds aspect ratios between the sizes, one less than sizes
   */
  public record Input(
      @Key(fallback = "512x352,512x384,448x448,384x512,352x512") List<String> sizes,
      Optional<List<String>> bounds) {
    private static final int MAX_SIDE = 4_096;
    private static final int PAPER_SIZES = 5;
    private static final List<String> PAPER_BOUNDS = List.of("0.67", "0.77", "1.33", "1.5");

    public Input {
      ModelCard.requireUsable(groups(sizes, bounds));
      for (SizeGroups.Size size : groups(sizes, bounds).sizes()) {
        require(
            Math.max(size.width(), size.height()) <= MAX_SIDE,
            "the size %dx%d has a side of more than %d pixels"
                .formatted(size.width(), size.height(), MAX_SIDE));
      }
    }

    SizeGroups groups() {
      return groups(sizes, bounds);
    }

    private static SizeGroups groups(List<String> sizes, Optional<List<String>> bounds) {
      List<String> usual = sizes.size() == PAPER_SIZES ? PAPER_BOUNDS : List.of();
      return SizeGroups.parse(String.join(",", sizes), String.join(",", bounds.orElse(usual)));
    }
  }

  /**
   * How pictures are loaded.
   *
   * @param cacheMegabytes memory for decoded pictures
   * @param ahead number of steps that are decoded while one is computed
   */
  public record Loading(
      @Key(fallback = "0", max = 1 << 20) int cacheMegabytes,
      @Key(fallback = "2", max = 100) int ahead) {
    /** Returns the memory for decoded pictures in bytes. */
    public long cacheBytes() {
      return (long) cacheMegabytes << 20;
    }
  }

  /**
   * Initial value of the fully connected layer.
   *
   * @param centred whether components are those around the mean; else around zero, without a bias
   * @param pictures maximal number of pictures that principal components are computed from
   */
  public record Projection(
      @Key(fallback = "pca") Start start,
      @Key(fallback = "true") boolean centred,
      @Key(fallback = "20000", min = 2, max = 10_000_000) int pictures) {
    /** Rows of the layer's matrix. */
    public enum Start {
      /** Principal components of pooled features, each scaled by eigenvalue^-0.25. */
      PCA,
      RANDOM
    }
  }

  /**
   * Where and how a run runs.
   *
   * @param precision of the network; losses and weights are always float32
   * @param checkpointSteps steps between checkpoints, besides the one after each epoch
   * @param keepCheckpoints how many of the newest checkpoints are kept
   * @param patience evaluations of a stage without a better {@code best} after which the stage ends
   *     early; 0 for never
   * @param synchroniseStatistics whether batch statistics are those of the whole batch, not of each
   *     process's part
   * @param best name of the figure whose best network is kept; empty: the first figure of the first
   *     evaluation
   */
  public record Run(
      @Key(fallback = "auto") Compute device,
      @Key(fallback = "auto") Precision precision,
      @Key(fallback = "500", min = 1, max = 1_000_000) int checkpointSteps,
      @Key(fallback = "2", min = 1, max = 1_000_000) int keepCheckpoints,
      @Key(fallback = "0", max = 1_000_000) int patience,
      @Key(fallback = "true") boolean synchroniseStatistics,
      Optional<String> best) {
    /** Where the network is computed; {@code AUTO} is CUDA where there is a device. */
    public enum Compute {
      AUTO,
      CPU,
      CUDA
    }

    /** Precision of activations; {@code AUTO} is bfloat16 on CUDA and float32 elsewhere. */
    public enum Precision {
      AUTO,
      FLOAT32,
      BFLOAT16
    }
  }
}
