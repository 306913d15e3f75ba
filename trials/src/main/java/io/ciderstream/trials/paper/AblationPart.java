package io.ciderstream.trials.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Switches the parts of the network on one by one, and changes the masks of the localisation. */
final class AblationPart implements PaperPart {
  private static final String RECIPE = "ablation.yaml";

  private final PaperRun run;

  AblationPart(PaperRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "ablation";
  }

  @Override
  public String title() {
    return "What each part of the network brings";
  }

  @Override
  public String command() {
    return "./cider train --config configs/ablation.yaml --set KEY=VALUE, then ./cider evaluate";
  }

  @Override
  public Optional<String> missing() {
    return run.data().missingForTraining();
  }

  @Override
  public PaperRows run() {
    String evaluations = "evaluations=[%s]".formatted(String.join(", ", run.data().evaluations()));
    List<SequencedMap<String, Object>> rows = new ArrayList<>();
    for (Map.Entry<String, List<String>> variant : variants().entrySet()) {
      List<String> settings = new ArrayList<>(variant.getValue());
      settings.add(evaluations);
      String folder = variant.getKey().replaceAll("\\W+", "-");
      rows.add(
          HeadRows.row(
              "network",
              variant.getKey(),
              new HeadRows(run)
                  .of(RECIPE, settings, List.of("cider"), run.folder(name()).resolve(folder))
                  .getFirst()));
    }
    return new PaperRows(rows, List.of("mAP in percent, one a seed."));
  }

  private static SequencedMap<String, List<String>> variants() {
    SequencedMap<String, List<String>> variants = new LinkedHashMap<>();
    variants.put("GeM, no added part", List.of());
    variants.put("average pooling", List.of("network.pooling=average"));
    variants.put("backbone enhancement", List.of("network.excitation=true"));
    variants.put("selective context", List.of("network.context=true"));
    variants.put("localisation, 1 mask", masks("0.2"));
    variants.put("localisation, 2 masks", masks("0.2, 0.5"));
    variants.put("localisation, 4 masks", masks("0.1, 0.2, 0.35, 0.5"));
    List<String> all = new ArrayList<>(masks("0.2, 0.5"));
    all.add("network.excitation=true");
    all.add("network.context=true");
    variants.put("all parts, 2 masks", all);
    return variants;
  }

  private static List<String> masks(String thresholds) {
    return List.of(
        "network.localisation=true",
        "network.localisation.thresholds=[%s]".formatted(thresholds),
        "network.localisation.beta=0.75");
  }
}
