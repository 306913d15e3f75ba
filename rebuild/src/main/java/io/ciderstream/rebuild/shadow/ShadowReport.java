package io.ciderstream.rebuild.shadow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * How the replies of two models to the same queries differ, among the images that both have. Keeps
 * a sample of the times.
 */
public final class ShadowReport {
  /** Times that are kept, so that memory is bounded. */
  private static final int SAMPLE = 10_000;

  private static final double MICROS_PER_MILLI = 1000;
  private static final double HALF = 0.5;
  private static final double LAST = 0.99;

  private final int k;
  private final Map<String, Times> servedTimes = new TreeMap<>();
  private final Map<String, Times> shadowTimes = new TreeMap<>();
  private final Map<String, Probe> probes = new TreeMap<>();
  private long queries;
  private long compared;
  private long common;
  private double overlap;
  private long ranked;
  private double correlation;

  /**
   * How a labelled probe did.
   *
   * @param servedRank place of the image among the matches of the served model, from 1; 0 if it is
   *     not among them
   * @param servedScore its score; NaN if it is not among them
   * @param shadowRank the same for the other model
   * @param shadowScore the same for the other model
   */
  public record Probe(int servedRank, float servedScore, int shadowRank, float shadowScore) {}

  /**
   * The 50th and 99th percentile of a stage.
   *
   * @param median in milliseconds
   * @param late in milliseconds
   */
  public record Latency(double median, double late) {}

  /**
   * The figures so far.
   *
   * @param queries that both answered with matches
   * @param compared those with matches that both models could find
   * @param common mean number of these matches
   * @param overlap mean share of them that the other model finds at the same depth; NaN for none
   * @param correlation mean of Kendall's tau over the images that both found; NaN for none
   * @param probes by the name of their picture
   * @param served times by stage
   * @param shadow times by stage
   */
  public record Figures(
      long queries,
      long compared,
      double common,
      double overlap,
      double correlation,
      Map<String, Probe> probes,
      Map<String, Latency> served,
      Map<String, Latency> shadow) {}

  /**
   * Creates a report.
   *
   * @param k how many matches of a reply are compared, 1 or more
   */
  public ShadowReport(int k) {
    this.k = k;
  }

  /**
   * Adds two replies to a query.
   *
   * @param shared the ids of the served matches that the other model's index has
   */
  public void add(ReplyPairs.Pair pair, Set<String> shared) {
    if (pair.served().scores().isEmpty() || pair.shadow().scores().isEmpty()) {
      return;
    }
    queries++;
    times(servedTimes, pair.served());
    times(shadowTimes, pair.shadow());
    List<String> served =
        pair.served().scores().keySet().stream().filter(shared::contains).limit(k).toList();
    if (served.isEmpty()) {
      return;
    }
    List<String> shadow = pair.shadow().scores().keySet().stream().limit(served.size()).toList();
    compared++;
    common += served.size();
    overlap += served.stream().filter(shadow::contains).count() / (double) served.size();
    List<String> both = new ArrayList<>(pair.shadow().scores().keySet());
    both.retainAll(served);
    if (both.size() > 1) {
      ranked++;
      correlation += kendall(served, both);
    }
  }

  /** Adds what became of a labelled probe. */
  public void probe(String name, String relevant, ReplyPairs.Pair pair) {
    probes.put(
        name,
        new Probe(
            rank(pair.served(), relevant),
            pair.served().scores().getOrDefault(relevant, Float.NaN),
            rank(pair.shadow(), relevant),
            pair.shadow().scores().getOrDefault(relevant, Float.NaN)));
  }

  private static int rank(ComparedReply reply, String id) {
    return new ArrayList<>(reply.scores().keySet()).indexOf(id) + 1;
  }

  /** Returns how often the second list has two images in the order of the first, from -1 to 1. */
  private static double kendall(List<String> first, List<String> second) {
    int pairs = 0;
    int same = 0;
    for (int i = 0; i < second.size(); i++) {
      for (int j = i + 1; j < second.size(); j++) {
        pairs++;
        same += first.indexOf(second.get(i)) < first.indexOf(second.get(j)) ? 1 : -1;
      }
    }
    return same / (double) pairs;
  }

  private static void times(Map<String, Times> into, ComparedReply reply) {
    reply
        .micros()
        .forEach((stage, micros) -> into.computeIfAbsent(stage, name -> new Times()).add(micros));
  }

  /** Returns the figures so far. */
  public Figures figures() {
    return new Figures(
        queries,
        compared,
        common / (double) compared,
        overlap / compared,
        correlation / ranked,
        Map.copyOf(probes),
        latencies(servedTimes),
        latencies(shadowTimes));
  }

  private static Map<String, Latency> latencies(Map<String, Times> times) {
    Map<String, Latency> all = new TreeMap<>();
    times.forEach((stage, of) -> all.put(stage, new Latency(of.at(HALF), of.at(LAST))));
    return all;
  }

  /** A uniform sample of times (Vitter's algorithm R). */
  private static final class Times {
    private final List<Long> micros = new ArrayList<>();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private long seen;

    void add(long time) {
      seen++;
      if (micros.size() < SAMPLE) {
        micros.add(time);
      } else {
        long place = random.nextLong(seen);
        if (place < SAMPLE) {
          micros.set((int) place, time);
        }
      }
    }

    double at(double share) {
      List<Long> sorted = new ArrayList<>(micros);
      Collections.sort(sorted);
      return sorted.get((int) (share * (sorted.size() - 1))) / MICROS_PER_MILLI;
    }
  }
}
