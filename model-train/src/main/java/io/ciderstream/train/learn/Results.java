package io.ciderstream.train.learn;

import io.ciderstream.train.CheckpointExport;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.onnx.WeightPrecision;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Path;

/** What a run leaves: the weights that {@code cider export} takes, and the model that serves. */
final class Results {
  private final RunModel models;
  private final RunFolder folder;
  private final TrainListener listener;

  Results(RunModel models, RunFolder folder, TrainListener listener) {
    this.models = models;
    this.folder = folder;
    this.listener = listener;
  }

  /** Writes both; returns the file of the weights. */
  Path write(Weights weights) {
    CiderModel model = models.of(weights);
    model.save(folder.model());
    CheckpointExport.export(model, folder.onnx(), WeightPrecision.FP16);
    listener.say("wrote %s and %s".formatted(folder.model(), folder.onnx()));
    return folder.model();
  }
}
