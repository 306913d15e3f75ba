package io.ciderstream.index.descriptor;

import static io.ciderstream.index.Samples.MODEL;
import static io.ciderstream.index.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.Change;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.Samples;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Needs no server: nothing here gets as far as a call. */
class DescriptorRoutingTest {
  private final IndexOptions options =
      Samples.options("http://127.0.0.1:1", "photos", Duration.ofSeconds(1));

  @Test
  void shouldGiveEachModelACollection() {
    try (MilvusCalls calls = new MilvusCalls(options.connection())) {
      DescriptorCollections collections = new DescriptorCollections(calls, options);
      assertThat(collections.target(MODEL.hash())).hasToString("photos__0123456789ab");
      assertThat(collections.target("ff")).hasToString("photos__ff");
      assertThatThrownBy(() -> collections.target("a/b")).hasMessageContaining("METADATA_INVALID");
    }
  }

  @Test
  void shouldRejectAModelHashThatCannotBePartOfAName() {
    Change change = new Change.Upsert(row("b", 1, Map.of(), new ModelId("other", ""), 1, 0));
    try (MilvusDescriptorWriter writer = new MilvusDescriptorWriter(options)) {
      Map<Change, CiderException> rejected = writer.write(List.of(change));
      assertThat(rejected).containsOnlyKeys(change);
      assertThat(rejected.get(change)).hasMessageContaining("METADATA_INVALID");
    }
  }
}
