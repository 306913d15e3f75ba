package io.ciderstream.train.learn;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.train.ModelCard;
import io.ciderstream.train.SizeGroup;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.TensorFile;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What a run leaves: the weights, and the network as it is served. */
final class Results {
  private static final String OPTION = "cider.network.";

  private final TrainConfig config;
  private final RunFolder folder;
  private final TrainListener listener;

  Results(TrainConfig config, RunFolder folder, TrainListener listener) {
    this.config = config;
    this.folder = folder;
    this.listener = listener;
  }

  /** Writes both; returns the weights' file. */
  Path write(Weights weights) {
    CiderNetwork network = new CiderNetwork(config.network().options());
    ModelCard card = card(network);
    SequencedMap<String, String> metadata = new LinkedHashMap<>(card.metadata());
    OptionsText.write(config.network().options())
        .forEach((key, value) -> metadata.put(OPTION + key, value));
    SafeTensors.write(folder.model(), new TensorFile(weights, metadata));
    folder.write(
        folder.onnx().getFileName().toString(),
        OnnxFile.write(config.name(), network, weights, card.metadata()));
    listener.say("wrote %s and %s".formatted(folder.model(), folder.onnx()));
    return folder.model();
  }

  private ModelCard card(CiderNetwork network) {
    SizeGroups groups = config.groups();
    return new ModelCard(
        config.name(),
        network.dimension(),
        groups.sizes().stream().map(size -> new SizeGroup(size.width(), size.height())).toList(),
        groups.bounds());
  }
}
