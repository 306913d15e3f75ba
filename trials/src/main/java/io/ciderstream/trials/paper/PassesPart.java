package io.ciderstream.trials.paper;

import io.ciderstream.trials.pictures.LargePictures;
import io.ciderstream.trials.retrieval.PassFigures;
import io.ciderstream.trials.retrieval.PassesBench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Compares the one-stage pipeline with the two-stage one. */
final class PassesPart implements PaperPart {
  private final PaperRun run;

  PassesPart(PaperRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "passes";
  }

  @Override
  public String title() {
    return "Two-stage and one-stage pipeline";
  }

  @Override
  public String command() {
    return "./cider bench passes --list photos.csv --within validation";
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public PaperRows run() throws IOException {
    List<SequencedMap<String, Object>> rows = new ArrayList<>();
    List<byte[]> encoded =
        LargePictures.encoded(run.system().pictures(null), run.options().pictures());
    for (PassFigures figures :
        new PassesBench(run.model(), encoded, JudgedSets.of(run), run.log())
            .run(run.options().rounds())) {
      SequencedMap<String, Object> row =
          PaperRows.row(
              "pipeline",
              figures.passes() == 1 ? "one stage" : "two stages",
              "pictures/s",
              figures.perSecond(),
              "CPU ms a picture",
              figures.cpuMillis(),
              "latency p50 ms",
              figures.latencyP50(),
              "latency p99 ms",
              figures.latencyP99());
      rows.add(JudgedSets.with(row, figures.maps()));
    }
    return new PaperRows(rows, List.of("mAP in percent. Rates depend on the machine."));
  }
}
