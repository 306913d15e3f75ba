package io.ciderstream.train.network;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import io.ciderstream.train.ops.PixelScale;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet-Lite (Tan and Le, arXiv 1905.11946; the Lite variant without squeeze-and-excitation,
 * with ReLU6, stem and head of fixed width). Parameter names are those of the packaged weights.
 *
 * @param blocks between stem and head, in order
 */
public record EfficientNetLite(BlockStages blocks) implements Backbone {
  private static final PixelScale PIXELS = PixelScale.rgb(127, 128);
  private static final int STEM = 32;
  private static final int HEAD = 1280;

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 3, 1, 1, 16),
          new Stage(2, 3, 2, 6, 24),
          new Stage(2, 5, 2, 6, 40),
          new Stage(3, 3, 2, 6, 80),
          new Stage(3, 5, 1, 6, 112),
          new Stage(4, 5, 2, 6, 192),
          new Stage(1, 3, 1, 6, 320));

  /** Creates the smallest: 16 blocks, 3.4 million parameters without the classifier. */
  public static EfficientNetLite lite0() {
    return scaled(1.0, 1.0);
  }

  /** Creates the one that is deeper by a tenth: 22 blocks. */
  public static EfficientNetLite lite1() {
    return scaled(1.0, 1.1);
  }

  /** Creates the one that is deeper by a fifth and wider by a tenth: 22 blocks. */
  public static EfficientNetLite lite2() {
    return scaled(1.1, 1.2);
  }

  /**
   * Scales all stages; the first and the last keep their depth, widths are rounded to multiples of
   * 8.
   */
  private static EfficientNetLite scaled(double width, double depth) {
    List<Stage> scaled = new ArrayList<>();
    for (Stage stage : STAGES) {
      boolean middle = stage != STAGES.getFirst() && stage != STAGES.getLast();
      int repeats = middle ? (int) Math.ceil(stage.repeats * depth) : stage.repeats;
      int out = rounded(stage.out * width);
      scaled.add(new Stage(repeats, stage.kernel, stage.stride, stage.expansion, out));
    }
    return of(scaled);
  }

  /** Rounds to the nearest multiple of 8, up if that takes more than a tenth away. */
  private static int rounded(double channels) {
    int rounded = (int) (channels + 4) / 8 * 8;
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }

  private static EfficientNetLite of(List<Stage> stages) {
    List<InvertedResidual> blocks = new ArrayList<>();
    int in = STEM;
    for (Stage stage : stages) {
      for (int i = 0; i < stage.repeats; i++) {
        String name = "_blocks." + blocks.size();
        int stride = i == 0 ? stage.stride : 1;
        blocks.add(
            new InvertedResidual(name, in, stage.out, stage.kernel, stride, stage.expansion));
        in = stage.out;
      }
    }
    return new EfficientNetLite(BlockStages.split(blocks));
  }

  @Override
  public <T> T middle(Ops<T> ops, T images) {
    T x = ops.normalise(images, PIXELS);
    x = ops.conv2d(x, Convolution.dense("_conv_stem", 3, STEM, 3, 2, Padding.SAME));
    x = ops.relu6(ops.batchNorm(x, "_bn0", STEM, InvertedResidual.EPSILON));
    return blocks.middle(ops, x);
  }

  @Override
  public <T> T last(Ops<T> ops, T middle) {
    T x = blocks.last(ops, middle);
    x = ops.conv2d(x, Convolution.pointwise("_conv_head", blocks.channels(), HEAD));
    return ops.relu6(ops.batchNorm(x, "_bn1", HEAD, InvertedResidual.EPSILON));
  }

  @Override
  public int middleChannels() {
    return blocks.middleChannels();
  }

  @Override
  public int channels() {
    return HEAD;
  }

  private record Stage(int repeats, int kernel, int stride, int expansion, int out) {}
}
