package io.ciderstream.index.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OffsetSampleTest {
  private static final Pattern FILTER =
      Pattern.compile(
          "source_partition (==|>=) (\\d+)( and source_offset >= (\\d+))?( and source_offset < (\\d+))?");

  private final List<Row> rows = new ArrayList<>();

  private void put(String id, int partition, long offset) {
    rows.add(
        new Row(
            new ImageId(id),
            new float[] {1},
            new ModelId("test", "0123456789ab"),
            Map.of(),
            new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
            new SourcePosition(new RecordPosition(partition, offset), 11)));
  }

  private Stream<Row> passing(String filter) {
    Matcher matcher = FILTER.matcher(filter);
    assertThat(matcher.matches()).as(filter).isTrue();
    int partition = Integer.parseInt(matcher.group(2));
    long from = matcher.group(4) == null ? 0 : Long.parseLong(matcher.group(4));
    long to = matcher.group(6) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(6));
    return rows.stream()
        .filter(
            row ->
                matcher.group(1).equals("==")
                    ? row.source().partition() == partition
                    : row.source().partition() >= partition)
        .filter(row -> row.source().offset() >= from && row.source().offset() < to);
  }

  private List<Row> sample(int count, long seed) {
    return new OffsetSample(
            filter -> passing(filter).findAny().isPresent(),
            (filter, limit) -> passing(filter).limit(limit).toList())
        .sample(count, rows.size(), new Random(seed));
  }

  @Test
  void shouldDrawEachRowEquallyLikely() {
    // replaced pictures leave gaps, and the partitions differ in length
    for (int i = 0; i < 2_000; i++) {
      put("a" + i, 0, i);
    }
    for (int i = 0; i < 500; i++) {
      put("b" + i, 2, 10L * i + 3);
    }
    put(ReservedIds.CANARIES.getFirst().value(), 2, 5_001);
    Map<String, Integer> drawn = new HashMap<>();
    int rounds = 400;
    int all = 0;
    for (int seed = 0; seed < rounds; seed++) {
      List<Row> sample = sample(500, seed);
      all += sample.size();
      sample.forEach(row -> drawn.merge(row.id().value().substring(0, 1), 1, Integer::sum));
    }
    double each = (double) all / rounds / 2_500;
    assertThat(each).isBetween(0.18, 0.24);
    assertThat(drawn).containsOnlyKeys("a", "b");
    assertThat(drawn.get("a") / (2_000.0 * rounds)).isBetween(each * 0.9, each * 1.1);
    assertThat(drawn.get("b") / (500.0 * rounds)).isBetween(each * 0.9, each * 1.1);
  }
}
