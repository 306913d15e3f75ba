package io.ciderstream.train.network;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The network as its weights were trained: output {@value #LOGITS}, float [N,classes]. Reads every
 * parameter of the packaged weights, so that they can be checked one by one.
 *
 * @param backbone pictures to feature map
 * @param classes 1,000 for ImageNet
 */
public record Classifier(Backbone backbone, int classes) implements NeuralNetwork {
  /** Name of the output. */
  public static final String LOGITS = "logits";

  /** What the names of the classifier's own parameters begin with. */
  public static final String PREFIX = "_fc.";

  /** Number of ImageNet's classes. */
  public static final int IMAGENET = 1000;

  @Override
  public <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
    T pooled = ops.spatialMean(backbone.features(ops, images));
    SequencedMap<String, T> outputs = new LinkedHashMap<>();
    outputs.put(LOGITS, ops.linear(pooled, "_fc", backbone.channels(), classes));
    return outputs;
  }
}
