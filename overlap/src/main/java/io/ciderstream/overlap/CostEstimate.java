package io.ciderstream.overlap;

import io.ciderstream.schemas.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an audit will cost by the rates measured on its first pictures.
 *
 * @param pictures training pictures
 * @param dimension numbers of a descriptor
 * @param embedding pictures per second
 * @param freeBytes space left where the descriptors are written
 * @param pairs candidates at most
 * @param verification pairs per second by the verifier's name
 */
record CostEstimate(
    int pictures,
    int dimension,
    double embedding,
    long freeBytes,
    long pairs,
    Map<String, Double> verification) {
  private static final double GIGA = 1e9;

  /** Returns the bytes of the descriptors of all training pictures. */
  long bytes() {
    return pictures * ((long) dimension * Float.BYTES + 1);
  }

  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(
        "%,d training pictures: about %s at %.1f pictures/s"
            .formatted(pictures, time(pictures / embedding), embedding));
    parts.add(
        "their descriptors: %.2f GB, %.1f GB are free".formatted(bytes() / GIGA, freeBytes / GIGA));
    verification.forEach(
        (name, rate) ->
            parts.add(
                "verification of up to %,d pairs by %s: about %s at %.1f pairs/s"
                    .formatted(pairs, name, time(pairs / rate), rate)));
    return "estimated from measured rates: " + String.join("; ", parts) + ".";
  }

  private static String time(double seconds) {
    return Durations.text(Duration.ofSeconds(Math.max(1, Math.round(seconds))));
  }
}
