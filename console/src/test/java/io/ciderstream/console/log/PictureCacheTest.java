package io.ciderstream.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.console.fake.FakeSystem;
import io.ciderstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureCacheTest {
  private static final int WIDTH = 32;

  private final FakeSystem system = new FakeSystem();
  private final RecordFetcher reader = new RecordFetcher(system::consumer);
  private final List<String> shrunk = new ArrayList<>();
  private final PictureCache pictures =
      new PictureCache(reader, system, this::shrink, "images", 2_000);

  @AfterEach
  void stop() {
    reader.close();
  }

  private byte[] shrink(byte[] picture, int width) {
    String text = new String(picture, StandardCharsets.UTF_8);
    shrunk.add(text);
    return new byte[Integer.parseInt(text)];
  }

  private RecordPosition put(String id, int copyBytes) {
    var record =
        system
            .log()
            .append(
                new ProducerRecord<>(
                    "images",
                    id.getBytes(StandardCharsets.UTF_8),
                    Integer.toString(copyBytes).getBytes(StandardCharsets.UTF_8)));
    return new RecordPosition(record.partition(), record.offset());
  }

  @Test
  void shouldKeepWhatWasReadBesideACopyThatIsTooLargeToKeep() {
    RecordPosition small = put("small", 10);
    RecordPosition large = put("large", 3_000);
    for (int again = 0; again < 2; again++) {
      assertThat(pictures.read("small", small, WIDTH))
          .hasValueSatisfying(copy -> hasSize(copy, 10));
      assertThat(pictures.read("large", large, WIDTH))
          .hasValueSatisfying(copy -> hasSize(copy, 3_000));
    }
    assertThat(shrunk).containsExactly("10", "3000", "3000");
  }

  private static void hasSize(byte[] copy, int bytes) {
    assertThat(copy).hasSize(bytes);
  }

  @Test
  void shouldNotKeepWithoutEndWhatIsEmpty() {
    RecordPosition first = put("first", 0);
    pictures.read("first", first, WIDTH);
    for (int i = 0; i < 20; i++) {
      String id = "other-" + i;
      pictures.read(id, put(id, 0), WIDTH);
    }
    shrunk.clear();
    pictures.read("first", first, WIDTH);
    assertThat(shrunk).hasSize(1);
  }
}
