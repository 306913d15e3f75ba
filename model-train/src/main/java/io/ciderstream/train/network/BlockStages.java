package io.ciderstream.train.network;

import io.ciderstream.train.ops.Ops;
import java.util.List;

/**
 * The blocks of a backbone, split where the stride becomes 32.
 *
 * @param middle up to the last feature map of stride 16, in order
 * @param last the others, in order
 */
record BlockStages(List<BackboneBlock> middle, List<BackboneBlock> last) {
  /** Splits blocks before the last one that makes the map smaller. */
  static BlockStages split(List<? extends BackboneBlock> blocks) {
    int at = blocks.size() - 1;
    while (blocks.get(at).stride() == 1) {
      at--;
    }
    return new BlockStages(
        List.copyOf(blocks.subList(0, at)), List.copyOf(blocks.subList(at, blocks.size())));
  }

  <T> T middle(Ops<T> ops, T stem) {
    return apply(middle, ops, stem);
  }

  <T> T last(Ops<T> ops, T middleMap) {
    return apply(last, ops, middleMap);
  }

  private static <T> T apply(List<BackboneBlock> blocks, Ops<T> ops, T input) {
    T x = input;
    for (BackboneBlock block : blocks) {
      x = block.apply(ops, x);
    }
    return x;
  }

  int middleChannels() {
    return middle.getLast().out();
  }

  int channels() {
    return last.getLast().out();
  }
}
