package io.ciderstream.train.learn.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** Sums up the steps of a run. */
public final class RunSummary {
  private static final double MINUTE = 60;
  private static final int PERCENT = 100;

  private RunSummary() {}

  /** Returns duration, speed and memory by name; nothing without steps. */
  public static SequencedMap<String, String> of(List<StepFigures> steps) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    double seconds = steps.stream().mapToDouble(StepFigures::seconds).sum();
    if (seconds > 0) {
      double pictures = steps.stream().mapToDouble(StepFigures::pictures).sum();
      double waited = steps.stream().mapToDouble(StepFigures::waited).sum();
      facts.put("steps", text("%,d in %.1f minutes", steps.size(), seconds / MINUTE));
      facts.put(
          "speed",
          text(
              "%.1f pictures/s; %.0f %% of the time it waited for pictures",
              pictures / seconds, PERCENT * waited / seconds));
    }
    double resident = steps.stream().mapToDouble(StepFigures::resident).max().orElse(0);
    if (resident > 0) {
      facts.put("memory", text("%,.0f MB resident at most, after a step", resident));
    }
    return facts;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
