package io.ciderstream.streams.embedder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.runtime.RoleObserver;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class MisplacedRecordsTest {
  private static final int PARTITIONS = 4;

  private final AtomicInteger noticed = new AtomicInteger();
  private final MisplacedRecords misplaced =
      new MisplacedRecords(
          "images",
          new RoleObserver() {
            @Override
            public void misplaced() {
              noticed.incrementAndGet();
            }
          },
          () -> 0);

  @Test
  void shouldCountWhatIsNotWhereItsKeySays() {
    misplaced.partitions(PARTITIONS);
    for (int i = 0; i < 40; i++) {
      byte[] key = utf8("image-" + i);
      int right = KeyPartition.of(key, PARTITIONS);
      misplaced.check(record(right, key));
      misplaced.check(record((right + 1) % PARTITIONS, key));
    }
    assertThat(noticed).hasValue(40);
  }

  @Test
  void shouldSayNothingOfWhatItCannotJudge() {
    misplaced.check(record(1, utf8("before it is known how many partitions there are")));
    misplaced.partitions(PARTITIONS);
    misplaced.check(record(PARTITIONS, utf8("in a partition that was added")));
    misplaced.check(record(0, null));
    assertThat(noticed).hasValue(0);
  }

  private static InputRecord record(int partition, byte[] key) {
    return new InputRecord(new RecordPosition(partition, 0), 0, key, null, new RecordHeaders());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
