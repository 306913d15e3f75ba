package io.ciderstream.rebuild;

import io.ciderstream.client.admin.ClusterView;
import io.ciderstream.client.admin.GroupProgress;
import io.ciderstream.schemas.Durations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Waits until what is in the topics now has gone all the way, and shows how far it is. Live records
 * keep coming, so a rebuild has caught up once that takes no longer than a moment.
 */
final class CatchUp {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final List<RebuildStage> stages;
  private final ClusterView cluster;
  private final InstantSource clock;
  private final Consumer<String> lines;

  CatchUp(
      List<RebuildStage> stages, ClusterView cluster, InstantSource clock, Consumer<String> lines) {
    this.stages = stages;
    this.cluster = cluster;
    this.clock = clock;
    this.lines = lines;
  }

  /**
   * Waits until a pass over all stages takes no longer than this.
   *
   * @param moment of lag that is left at most
   */
  void await(Duration moment) throws InterruptedException {
    Duration took;
    do {
      long start = clock.millis();
      pass();
      took = Duration.ofMillis(clock.millis() - start);
    } while (took.compareTo(moment) > 0);
  }

  /** Waits until each stage, in their order, has read what its topic has when its turn begins. */
  void pass() throws InterruptedException {
    for (RebuildStage stage : stages) {
      finish(stage);
    }
  }

  private void finish(RebuildStage stage) throws InterruptedException {
    Map<Integer, Long> ends = new TreeMap<>();
    StageRate rate = new StageRate(clock.instant());
    long nextLine = clock.millis() + BETWEEN_LINES.toMillis();
    while (true) {
      Optional<GroupProgress> progress = cluster.progress(stage.group(), stage.topic());
      if (progress.isPresent()) {
        if (ends.isEmpty()) {
          progress.get().partitions().forEach((number, at) -> ends.put(number, at.end()));
        }
        long left = left(progress.get(), ends);
        rate.note(clock.instant(), left);
        if (left == 0) {
          return;
        }
        if (clock.millis() >= nextLine) {
          lines.accept(line(stage, left, ends, progress.get(), rate));
          nextLine = clock.millis() + BETWEEN_LINES.toMillis();
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  /** A transaction marker at the end is never read, so one record less counts as all. */
  private static long left(GroupProgress progress, Map<Integer, Long> ends) {
    long left = 0;
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      GroupProgress.Partition at = progress.partitions().get(end.getKey());
      long missing = at == null ? end.getValue() : end.getValue() - at.committed();
      left += missing <= 1 ? 0 : missing;
    }
    return left;
  }

  private static String line(
      RebuildStage stage,
      long left,
      Map<Integer, Long> ends,
      GroupProgress progress,
      StageRate rate) {
    long all = ends.values().stream().mapToLong(Long::longValue).sum();
    List<String> parts = new ArrayList<>();
    parts.add("%s: %d of %d offsets".formatted(stage.name(), all - left, all));
    rate.perSecond().ifPresent(speed -> parts.add("%.0f a second".formatted(speed)));
    rate.remaining(left)
        .ifPresent(time -> parts.add("about %s left".formatted(Durations.text(time))));
    long newer = progress.lag() - left;
    if (newer > ends.size()) {
      parts.add("%d newer ones wait".formatted(newer));
    }
    return String.join(", ", parts);
  }
}
