package io.ciderstream.index.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OffsetScanTest {
  private static final Pattern FROM = Pattern.compile("source_offset >= (-?\\d+)");
  private static final Pattern TO = Pattern.compile("source_offset < (\\d+)");
  private static final Pattern PARTITION = Pattern.compile("source_partition (?:==|>=) (-?\\d+)");
  private static final ModelId MODEL = new ModelId("model", "0123456789ab");

  /** The rows of partition 0 have all offsets below this. */
  private final int rows = 40_000;

  private long mostRead;

  private static long number(Pattern pattern, String filter, long otherwise) {
    Matcher found = pattern.matcher(filter);
    return found.find() ? Long.parseLong(found.group(1)) : otherwise;
  }

  private boolean exists(String filter) {
    return number(PARTITION, filter, 0) <= 0 && number(FROM, filter, 0) < rows;
  }

  /** Returns each row twice, as Milvus 2.3 may. */
  private List<Row> read(String filter, long limit) {
    if (number(PARTITION, filter, 0) != 0) {
      return List.of();
    }
    List<Row> found =
        LongStream.range(
                Math.max(0, number(FROM, filter, 0)), Math.min(rows, number(TO, filter, rows)))
            .boxed()
            .flatMap(offset -> Stream.of(row(offset), row(offset)))
            .limit(limit)
            .toList();
    mostRead = Math.max(mostRead, found.size());
    return found;
  }

  private static Row row(long offset) {
    return new Row(
        new ImageId("id-" + offset),
        new float[] {1},
        MODEL,
        Map.of(),
        new PictureInfo(OptionalLong.empty(), List.of(), 1, 1),
        new SourcePosition(new RecordPosition(0, offset), 0),
        new byte[0]);
  }

  @Test
  void shouldPassEachRowOnceAndReadFewAtATime() {
    Set<ImageId> passed = new HashSet<>();
    new OffsetScan(this::exists, this::read)
        .scan(row -> assertThat(passed.add(row.id())).as("%s once", row.id()).isTrue());
    assertThat(passed).hasSize(rows);
    assertThat(mostRead).isLessThanOrEqualTo(5_001);
  }
}
