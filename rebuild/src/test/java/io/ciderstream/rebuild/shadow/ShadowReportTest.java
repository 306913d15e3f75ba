package io.ciderstream.rebuild.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShadowReportTest {
  private static ComparedReply reply(String id, List<String> matches, long micros) {
    Map<String, Float> scores = new LinkedHashMap<>();
    matches.forEach(match -> scores.put(match, 1f / (scores.size() + 1)));
    return new ComparedReply(id, scores, Map.of("total", micros));
  }

  private static ReplyPairs.Pair pair(List<String> served, List<String> shadow) {
    return new ReplyPairs.Pair(reply("q", served, 4_000), reply("q", shadow, 2_000));
  }

  @Test
  void shouldCompareOnlyImagesThatBothIndexesHave() {
    ShadowReport report = new ShadowReport(3);
    report.add(
        pair(List.of("old", "a", "b", "c", "d"), List.of("a", "c", "x", "b")),
        Set.of("a", "b", "c", "d"));
    report.add(pair(List.of("old"), List.of("a")), Set.of());
    report.add(pair(List.of(), List.of("a")), Set.of());
    ShadowReport.Figures figures = report.figures();
    assertThat(figures.queries()).isEqualTo(2);
    assertThat(figures.compared()).isOne();
    assertThat(figures.common()).isEqualTo(3);
    assertThat(figures.overlap()).as("a and c of a, b, c").isEqualTo(2.0 / 3);
    assertThat(figures.correlation()).as("a c b instead of a b c").isEqualTo(1.0 / 3);
    assertThat(figures.served().get("total").median()).isEqualTo(4);
    assertThat(figures.shadow().get("total").late()).isEqualTo(2);
  }

  @Test
  void shouldShowHowProbesDid() {
    ShadowReport report = new ShadowReport(3);
    report.probe("p.jpg", "b", pair(List.of("a", "b"), List.of("b", "a")));
    report.probe("q.jpg", "z", pair(List.of("a", "b"), List.of("b", "z")));
    assertThat(report.figures().probes())
        .containsEntry("p.jpg", new ShadowReport.Probe(2, 0.5f, 1, 1f))
        .containsEntry("q.jpg", new ShadowReport.Probe(0, Float.NaN, 2, 0.5f));
  }

  @Test
  void shouldJoinRepliesInAnyOrder() {
    ReplyPairs pairs = new ReplyPairs();
    ComparedReply one = reply("1", List.of("a"), 1);
    ComparedReply two = reply("2", List.of("b"), 1);
    assertThat(pairs.served(one)).isEmpty();
    assertThat(pairs.shadow(two)).isEmpty();
    assertThat(pairs.shadow(one)).hasValue(new ReplyPairs.Pair(one, one));
    assertThat(pairs.served(two)).hasValue(new ReplyPairs.Pair(two, two));
    assertThat(pairs.served(two)).as("each once").isEmpty();
  }
}
