package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Ops;
import java.util.Optional;

/**
 * What a head reads.
 *
 * @param <T> a value of the reader
 * @param middle the backbone's map of stride 16, [N,middleChannels,2 H,2 W]
 * @param last the backbone's last map, of stride 32, [N,channels,H,W]
 * @param middleChannels of the map of stride 16
 * @param channels of the last map
 * @param pooling how a map becomes a vector; empty: the mean over all places
 */
public record HeadInput<T>(
    T middle, T last, int middleChannels, int channels, Optional<GemPooling> pooling) {
  /** Pools a map to a vector, [N,C,H,W] to [N,C]. */
  T pool(Ops<T> ops, T map) {
    return pooling.isPresent() ? pooling.get().pool(ops, map) : ops.spatialMean(map);
  }
}
