package io.ciderstream.train.int8;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.infer.WeightsMetadata;
import io.ciderstream.schemas.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Quantises an exported model: per-channel symmetric int8 weights, per-tensor uint8 activations
 * with MinMax ranges, written as QuantizeLinear and DequantizeLinear. Biases are corrected. The
 * layer that alone costs the most cosine is left in fp32, then the next one, until the mean cosine
 * is reached. The same model, pictures and options give the same bytes on one kind of processor.
 */
public final class Int8Quantiser {
  /**
   * So many layers from the first one are left in fp32 together: with one of them, those before it.
   * A return from int8 to fp32 among them would convert the network's largest maps.
   */
  private static final int FIRST_LAYERS = 4;

  /** Each third picture is for the cosines, the others are for the calibration. */
  private static final int CHECKED = 3;

  private final FoldedModel model;
  private final byte[] fp32;
  private final Int8Options options;
  private final Consumer<String> log;
  private final Calibration calibration;
  private final BiasCorrection correction;
  private final DescriptorCosines cosines;
  private final QdqModel writer;
  private final String data;

  private Int8Quantiser(
      byte[] fp32, List<DecodedPicture> pictures, Int8Options options, Consumer<String> log) {
    this.fp32 = fp32;
    this.options = options;
    this.log = log;
    this.model = FoldedModel.read(fp32);
    this.writer = new QdqModel(model);
    List<DecodedPicture> checked = new ArrayList<>();
    List<DecodedPicture> calibrated = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      (i % CHECKED == CHECKED - 1 ? checked : calibrated).add(pictures.get(i));
    }
    this.data =
        "%d pictures to calibrate, %d others for the cosines"
            .formatted(calibrated.size(), checked.size());
    requireLayers(options.floats());
    this.calibration = Calibration.measure(model, calibrated);
    this.correction = new BiasCorrection(model, calibration, calibrated);
    this.cosines = new DescriptorCosines(fp32, checked);
  }

  /**
   * Quantises a model.
   *
   * @param fp32 as it was exported in fp32 or fp16
   * @param pictures decoded for it, at least 3
   * @param log receives a line about each step
   * @throws io.ciderstream.schemas.CiderException MODEL_INVALID if it cannot be quantised
   * @throws IllegalArgumentException if there are too few pictures, or no layer of a name
   */
  public static Int8Model quantise(
      byte[] fp32, List<DecodedPicture> pictures, Int8Options options, Consumer<String> log) {
    if (pictures.size() < CHECKED) {
      throw new IllegalArgumentException(
          "%d pictures cannot calibrate a model; it takes %d or more"
              .formatted(pictures.size(), CHECKED));
    }
    return new Int8Quantiser(fp32, pictures, options, log).run();
  }

  private void requireLayers(Set<String> names) {
    Set<String> known = model.layers().stream().map(Layer::name).collect(Collectors.toSet());
    names.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "the model has no layer %s, but %s"
                      .formatted(name, String.join(", ", known.stream().sorted().toList())));
            });
  }

  private record Trial(Set<String> floats, Int8Plan plan, CosineFigures cosines) {}

  private Int8Model run() {
    List<LayerCosine> table = new ArrayList<>();
    for (Layer layer : model.layers()) {
      Int8Plan alone = new Int8Plan(calibration.ranges(), Set.of(layer.name()), Map.of());
      table.add(new LayerCosine(layer.name(), cosines.of(writer.write(alone, Map.of()))));
    }
    Trial best = trial(options.floats());
    List<LayerCosine> worstFirst =
        table.stream().sorted(Comparator.comparingDouble(one -> one.alone().mean())).toList();
    for (LayerCosine next : worstFirst) {
      if (best.cosines().mean() >= options.cosine()) {
        break;
      }
      Set<String> floats = new LinkedHashSet<>(best.floats());
      floats.addAll(withFirst(next.layer()));
      if (floats.size() > best.floats().size() && floats.size() < model.layers().size()) {
        Trial trial = trial(floats);
        best = trial.cosines().mean() > best.cosines().mean() ? trial : best;
      }
    }
    return written(best, table);
  }

  private Trial trial(Set<String> floats) {
    Set<String> layers =
        model.layers().stream()
            .map(Layer::name)
            .filter(name -> !floats.contains(name))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Int8Plan plan = correction.correct(layers);
    Trial trial = new Trial(floats, plan, cosines.of(writer.write(plan, Map.of())));
    log.accept(
        "cosine %s with %s in fp32"
            .formatted(trial.cosines(), floats.isEmpty() ? "no layer" : inOrder(floats)));
    return trial;
  }

  private Set<String> withFirst(String layer) {
    List<String> names = model.layers().stream().map(Layer::name).toList();
    int place = names.indexOf(layer);
    return Set.copyOf(
        place < FIRST_LAYERS ? names.subList(0, place + 1) : names.subList(place, place + 1));
  }

  private List<String> inOrder(Set<String> floats) {
    return model.layers().stream().map(Layer::name).filter(floats::contains).toList();
  }

  private Int8Model written(Trial trial, List<LayerCosine> table) {
    List<String> floats = inOrder(trial.floats());
    Map<String, String> metadata = new LinkedHashMap<>(WeightsMetadata.int8(Sha256.hex(fp32)));
    metadata.put("cider.int8.float", String.join(",", floats));
    metadata.put("cider.int8.cosine", trial.cosines().toString());
    metadata.put("cider.int8.calibration", data);
    return new Int8Model(writer.write(trial.plan(), metadata), trial.cosines(), table, floats);
  }
}
