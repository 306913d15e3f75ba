package io.ciderstream.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.client.admin.ClusterView;
import io.ciderstream.client.admin.GroupProgress;
import io.ciderstream.client.admin.TopicCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private static final RebuildStage EMBEDDED = new RebuildStage("embedded", "e", "images");
  private static final RebuildStage WRITTEN = new RebuildStage("written", "w", "descriptors");

  private final List<String> lines = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  /** Each look takes six seconds, in which a group does 300 of 600 offsets while 100 come. */
  private final class Moving implements ClusterView {
    private final List<String> asked = new ArrayList<>();

    @Override
    public List<TopicCounts> topics(Collection<String> names) {
      return List.of();
    }

    @Override
    public Optional<GroupProgress> progress(String group, String topic) {
      long looks = asked.stream().filter(group::equals).count();
      asked.add(group);
      now = now.plusSeconds(6);
      if (looks == 1) {
        return Optional.empty(); // the broker does not answer
      }
      return Optional.of(
          new GroupProgress(
              Map.of(0, new GroupProgress.Partition(looks * 300, 601 + looks * 100))));
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldFinishEachStageToTheEndThatItHadWhenItsTurnBegan() throws InterruptedException {
    Moving cluster = new Moving();
    catchUp(cluster, EMBEDDED, WRITTEN).pass();
    assertThat(cluster.asked).containsExactly("e", "e", "e", "w", "w", "w");
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).startsWith("embedded: 0 of 601 offsets");
  }

  @Test
  void shouldRepeatUntilAPassTakesAMoment() throws InterruptedException {
    Moving cluster = new Moving();
    catchUp(cluster, WRITTEN).await(Duration.ofSeconds(10));
    assertThat(cluster.asked).as("18 s, then 6 s or more until all are done").hasSizeGreaterThan(3);
  }

  @Test
  void shouldEstimateTheRest() {
    StageRate rate = new StageRate(now);
    rate.note(now, 1_000);
    assertThat(rate.remaining(1_000)).as("nothing is known yet").isEmpty();
    rate.note(now.plusSeconds(10), 900);
    assertThat(rate.perSecond()).hasValue(10);
    assertThat(rate.remaining(900)).hasValue(Duration.ofSeconds(90));
    rate.note(now.plusSeconds(200), 900);
    assertThat(rate.remaining(900)).as("it stands still").isEmpty();
  }

  private CatchUp catchUp(ClusterView cluster, RebuildStage... stages) {
    InstantSource clock = () -> now;
    return new CatchUp(List.of(stages), cluster, clock, lines::add);
  }
}
