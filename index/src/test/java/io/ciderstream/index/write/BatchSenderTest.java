package io.ciderstream.index.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchSenderTest {
  private static final FieldSpec KEY = FieldSpec.of("id", FieldKind.VARCHAR, 512, false);

  @Test
  void shouldGroupRowsByCollectionAndPartitionInOrder() {
    Destination tiny = Destination.of(new Target("", "photos__0123456789ab"), KEY);
    Destination other = Destination.of(new Target("", "photos__ff"), KEY);
    Destination part = new Destination(other.target(), KEY, Optional.of("p"));
    EncodedChange.Upsert a = upsert("a", tiny);
    EncodedChange.Upsert b = upsert("b", other);
    EncodedChange.Upsert c = upsert("c", tiny);
    EncodedChange.Upsert d = upsert("d", part);
    var groups = BatchSender.byDestination(List.of(a, b, c, d));
    assertThat(groups.keySet()).containsExactly(tiny, other, part);
    assertThat(groups.values()).containsExactly(List.of(a, c), List.of(b), List.of(d));
  }

  private static EncodedChange.Upsert upsert(String key, Destination destination) {
    return new EncodedChange.Upsert(
        "photos",
        new RowKey.Text(key),
        Optional.empty(),
        destination,
        new JsonObject(),
        Map.of(),
        1);
  }
}
