package io.ciderstream.train.network;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import io.ciderstream.train.ops.PixelScale;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual network (He et al., arXiv 1512.03385), stride in the 3 x 3 convolution. Parameter names
 * are torchvision's.
 *
 * @param blocks after the stem, in order
 */
public record ResNet(BlockStages blocks) implements Backbone {
  /** ImageNet's mean and deviation, as torchvision's weights want them. */
  static final PixelScale PIXELS =
      new PixelScale(List.of(123.675f, 116.28f, 103.53f), List.of(58.395f, 57.12f, 57.375f));

  private static final int STEM = 64;

  ResNet(List<ResidualBlock> blocks) {
    this(BlockStages.split(blocks));
  }

  public static ResNet resnet18() {
    return of(false, 2, 2, 2, 2);
  }

  public static ResNet resnet34() {
    return of(false, 3, 4, 6, 3);
  }

  public static ResNet resnet50() {
    return of(true, 3, 4, 6, 3);
  }

  public static ResNet resnet101() {
    return of(true, 3, 4, 23, 3);
  }

  private static ResNet of(boolean bottleneck, int... repeats) {
    List<ResidualBlock> blocks = new ArrayList<>();
    int in = STEM;
    for (int stage = 0; stage < repeats.length; stage++) {
      int width = STEM << stage;
      for (int i = 0; i < repeats[stage]; i++) {
        String name = "layer%d.%d".formatted(stage + 1, i);
        int stride = i == 0 && stage > 0 ? 2 : 1;
        blocks.add(new ResidualBlock(name, in, width, stride, bottleneck));
        in = blocks.getLast().out();
      }
    }
    return new ResNet(blocks);
  }

  @Override
  public <T> T middle(Ops<T> ops, T images) {
    T x = ops.normalise(images, PIXELS);
    x = ops.conv2d(x, Convolution.dense("conv1", 3, STEM, 7, 2, Padding.SYMMETRIC));
    x = ops.maxPool(ops.relu(ops.batchNorm(x, "bn1", STEM, ResidualBlock.EPSILON)));
    return blocks.middle(ops, x);
  }

  @Override
  public <T> T last(Ops<T> ops, T middle) {
    return blocks.last(ops, middle);
  }

  @Override
  public int middleChannels() {
    return blocks.middleChannels();
  }

  @Override
  public int channels() {
    return blocks.channels();
  }
}
