package io.ciderstream.train.learn;

import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Creates a model of weights of a run. Every file of a run that holds a whole network is written in
 * this form, so that each can be exported.
 */
final class RunModel {
  private final TrainConfig config;
  private final RunFolder folder;

  RunModel(TrainConfig config, RunFolder folder) {
    this.config = config;
    this.folder = folder;
  }

  /** Returns the model, with the figures and the report of the data so far as notes. */
  CiderModel of(Weights weights) {
    return of(weights, Map.of());
  }

  /** Returns the model with further notes. */
  CiderModel of(Weights weights, Map<String, String> further) {
    SequencedMap<String, String> notes = notes();
    notes.putAll(further);
    CiderModel model =
        CiderModel.of(
            config.name(),
            new CiderNetwork(config.network().options()),
            weights,
            config.groups(),
            notes);
    return model.card().boxThreshold().isPresent()
        ? model.withBoxThreshold(config.network().boxThreshold())
        : model;
  }

  private SequencedMap<String, String> notes() {
    SequencedMap<String, String> notes = new LinkedHashMap<>();
    notes.put("seed", "" + config.seed());
    folder.read(RunFolder.CONFIG).ifPresent(text -> notes.put("configuration", text));
    folder.read("scores.csv").ifPresent(text -> notes.put("figures", text));
    folder.read("data.txt").ifPresent(text -> notes.put("data", text));
    return notes;
  }
}
