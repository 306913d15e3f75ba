package io.ciderstream.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.overlap.list.EvaluationSide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedEvaluationSetTest {
  @TempDir private Path folder;

  @Test
  void shouldAuditQueriesWithoutAnIndex() throws IOException {
    SetOptions options = new SetOptions();
    options.truth =
        Files.writeString(folder.resolve("list.csv"), "file,split,label\na.jpg,query,gate\n");
    options.querySplits = Set.of("query");
    options.indexSplits = Set.of("database");
    assertThat(NamedEvaluationSet.LABELS.side(options, false).names()).containsExactly("gate");
    assertThatThrownBy(() -> NamedEvaluationSet.LABELS.side(options, true))
        .hasMessageContaining("[database]");
  }

  @Test
  void shouldAuditTheIndexTooAndEachPictureOnce() throws IOException {
    SetOptions options = new SetOptions();
    options.truth =
        Files.writeString(
            folder.resolve("list.csv"),
            "file,split,label\na.jpg,query,gate\nb.jpg,both,tower\nc.jpg,database,gate\n");
    options.querySplits = Set.of("query", "both");
    options.indexSplits = Set.of("both", "database");

    EvaluationSide queries = NamedEvaluationSet.LABELS.side(options, false);
    assertThat(queries.pictures())
        .extracting(EvaluationImage::id)
        .containsExactly("a.jpg", "b.jpg");
    assertThat(queries.names()).containsExactly("gate", "tower");

    EvaluationSide all = NamedEvaluationSet.LABELS.side(options, true);
    assertThat(all.pictures())
        .extracting(EvaluationImage::id)
        .containsExactly("a.jpg", "b.jpg", "c.jpg");
    assertThat(all.names()).containsExactly("gate", "tower", "gate");
    assertThat(all.set()).isEqualTo("labels with its index");
  }
}
