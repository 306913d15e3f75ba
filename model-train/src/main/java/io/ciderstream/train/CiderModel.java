package io.ciderstream.train;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.LocalOutput;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.network.head.GemPooling;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.TensorFile;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * A CiDeR network with its weights and all that must be known to serve it: what training leaves and
 * export takes. Kept in one file in the safetensors form.
 *
 * @param card how it is served
 * @param network its definition
 * @param weights exactly the parameters it reads
 * @param notes for the model card, in order: data, recipe, figures, licence, limits
 */
public record CiderModel(
    ModelCard card, CiderNetwork network, Weights weights, SequencedMap<String, String> notes) {
  /** Default least attention inside a box. */
  public static final double BOX_THRESHOLD = 0.6;

  private static final String OPTION = "cider.option.";
  private static final String BOX = "box-threshold";
  private static final String NOTE = "cider.note.";

  /**
   * @throws CiderException WEIGHTS_INVALID if the weights don't fit
   */
  public CiderModel {
    weights.checkedFor(network);
    notes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(notes));
    boolean attentive = network.options().localisation().isPresent();
    if (card.dimension() != network.dimension() || card.boxThreshold().isPresent() != attentive) {
      throw new IllegalArgumentException(
          "%s is not the card of a network of %d dimensions %s attention"
              .formatted(card, network.dimension(), attentive ? "with" : "without"));
    }
  }

  /**
   * Creates a model with the card that suits the network.
   *
   * @param groups sizes that it is served with
   */
  public static CiderModel of(
      String name,
      CiderNetwork network,
      Weights weights,
      SizeGroups groups,
      SequencedMap<String, String> notes) {
    OptionalDouble threshold =
        network.options().localisation().isPresent()
            ? OptionalDouble.of(BOX_THRESHOLD)
            : OptionalDouble.empty();
    ModelCard card =
        new ModelCard(name, network.dimension(), groups, threshold, verification(network));
    return new CiderModel(card, network, weights, notes);
  }

  /**
   * Returns this model with another least attention inside a box.
   *
   * @param threshold within 0..1
   * @throws IllegalArgumentException if the network has no attention
   */
  public CiderModel withBoxThreshold(double threshold) {
    return new CiderModel(card.withBoxThreshold(threshold), network, weights, notes);
  }

  /**
   * Returns a model of the same weights in a network with other options, where that needs no other
   * parameters; the notes say so.
   *
   * @param values by key of {@link OptionsText}, or {@code box-threshold}
   * @throws IllegalArgumentException that says which key is wrong or which parameters would differ
   */
  public CiderModel with(Map<String, String> values) {
    SequencedMap<String, String> options = OptionsText.write(network.options());
    SequencedMap<String, String> noted = new LinkedHashMap<>(notes);
    values.forEach((key, value) -> noted.put("exported with " + key, value));
    Map<String, String> changed = new LinkedHashMap<>(values);
    String threshold = changed.remove(BOX);
    options.putAll(changed);
    CiderNetwork other = new CiderNetwork(OptionsText.read(options));
    if (changed.containsKey("pooling.power")
        && other.options().pooling().filter(GemPooling::learnt).isPresent()) {
      throw new IllegalArgumentException(
          "pooling.power was learnt, so the checkpoint's value counts");
    }
    List<String> differ = weights.differences(other);
    if (!differ.isEmpty()) {
      throw new IllegalArgumentException(
          "%s would need other parameters than the checkpoint has: %s"
              .formatted(changed.keySet(), String.join("; ", differ)));
    }
    CiderModel model =
        new CiderModel(card.withVerification(verification(other)), other, weights, noted);
    return threshold == null ? model : model.withBoxThreshold(number(BOX, threshold));
  }

  private static Optional<VerificationOptions> verification(CiderNetwork network) {
    return network.options().local().map(LocalOutput::verification);
  }

  private static double number(String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is '%s', which is not a number".formatted(key, text), e);
    }
  }

  /** Writes the file, or replaces it whole. */
  public void save(Path file) {
    SequencedMap<String, String> metadata = new LinkedHashMap<>(card.metadata());
    OptionsText.write(network.options()).forEach((key, value) -> metadata.put(OPTION + key, value));
    notes.forEach((key, value) -> metadata.put(NOTE + key, value));
    SafeTensors.write(file, new TensorFile(weights, metadata));
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @throws CiderException WEIGHTS_INVALID if it is none
   */
  public static CiderModel load(Path file) {
    TensorFile content = SafeTensors.read(file);
    SequencedMap<String, String> metadata = content.metadata();
    try {
      CiderNetwork network = new CiderNetwork(OptionsText.read(without(OPTION, metadata)));
      String threshold = metadata.get("cider.box.threshold");
      ModelCard card =
          new ModelCard(
              needed(metadata, "cider.name"),
              network.dimension(),
              SizeGroups.parse(needed(metadata, "cider.groups"), needed(metadata, "cider.bounds")),
              threshold == null
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(Double.parseDouble(threshold)),
              verification(network));
      return new CiderModel(card, network, content.weights(), without(NOTE, metadata));
    } catch (IllegalArgumentException e) {
      throw new CiderException(
          ErrorCode.WEIGHTS_INVALID,
          "%s holds no CiDeR network: %s. A run of ./cider train has networks in model.safetensors, best.safetensors and network.safetensors of each checkpoint."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static SequencedMap<String, String> without(
      String prefix, SequencedMap<String, String> metadata) {
    SequencedMap<String, String> some = new LinkedHashMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            some.put(key.substring(prefix.length()), value);
          }
        });
    return some;
  }

  private static String needed(SequencedMap<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return value;
  }
}
