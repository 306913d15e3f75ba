package io.ciderstream.train.learn;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.train.CheckpointExport;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.SizeGroup;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.onnx.WeightPrecision;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What a run leaves: the checkpoint that {@code cider export} takes, and the model that serves. */
final class Results {
  private final TrainConfig config;
  private final RunFolder folder;
  private final TrainListener listener;

  Results(TrainConfig config, RunFolder folder, TrainListener listener) {
    this.config = config;
    this.folder = folder;
    this.listener = listener;
  }

  /** Writes both; returns the checkpoint's file. */
  Path write(Weights weights) {
    SizeGroups groups = config.groups();
    CiderModel model =
        CiderModel.of(
            config.name(),
            new CiderNetwork(config.network().options()),
            weights,
            groups.sizes().stream()
                .map(size -> new SizeGroup(size.width(), size.height()))
                .toList(),
            groups.bounds(),
            notes());
    if (model.card().boxThreshold().isPresent()) {
      model = model.withBoxThreshold(config.network().boxThreshold());
    }
    model.save(folder.model());
    CheckpointExport.export(model, folder.onnx(), WeightPrecision.FP16);
    listener.say("wrote %s and %s".formatted(folder.model(), folder.onnx()));
    return folder.model();
  }

  private SequencedMap<String, String> notes() {
    SequencedMap<String, String> notes = new LinkedHashMap<>();
    notes.put("seed", "" + config.seed());
    config
        .stages()
        .forEach(stage -> notes.put("stage " + stage.options().name(), stage.toString()));
    folder.read("scores.csv").ifPresent(text -> notes.put("figures", text));
    folder.read("data.txt").ifPresent(text -> notes.put("data", text));
    return notes;
  }
}
