package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Ops;
import java.util.Map;

/**
 * SOLAR (Ng et al., ECCV 2020, arXiv 2001.08972): second-order attention behind the stages of
 * stride 16 and 32, then pooling.
 *
 * @param middleRatio how many times narrower the attention of stride 16 is than its map
 * @param lastRatio how many times narrower the attention of stride 32 is than its map
 */
public record SolarHead(int middleRatio, int lastRatio) implements Head {
  private static final String MIDDLE = PREFIX + "soa4";
  private static final String LAST = PREFIX + "soa5";

  public SolarHead {
    HeadChecks.positive("middle ratio", middleRatio);
    HeadChecks.positive("last ratio", lastRatio);
  }

  @Override
  public <T> T middle(Ops<T> ops, T map, int channels) {
    return new SecondOrderAttention(MIDDLE, channels, channels / middleRatio).apply(ops, map);
  }

  @Override
  public <T> T vector(Ops<T> ops, HeadInput<T> input) {
    int channels = input.channels();
    var attention = new SecondOrderAttention(LAST, channels, channels / lastRatio);
    return input.pool(ops, attention.apply(ops, input.last()));
  }

  @Override
  public Map<String, Float> starts() {
    return Map.of(SecondOrderAttention.start(MIDDLE), 0f, SecondOrderAttention.start(LAST), 0f);
  }
}
