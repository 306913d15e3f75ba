package io.ciderstream.index.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.rows.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AliasWatchTest {
  private static final Target WRITTEN = new Target("", "images__aa");
  private static final Target REBUILT = new Target("", "images_2__aa");

  private final List<String> warnings = new ArrayList<>();
  private Target served = WRITTEN;
  private long nanos;
  private int reads;
  private final AliasWatch watch =
      new AliasWatch(
          "images",
          written -> {
            reads++;
            return served;
          },
          () -> nanos,
          warnings::add);

  @Test
  void shouldWarnOnceThatARebuildHasSwitchedTheAlias() {
    watch.writing(WRITTEN);
    served = REBUILT;
    watch.writing(WRITTEN);
    assertThat(warnings).isEmpty();

    nanos += Duration.ofMinutes(1).toNanos();
    watch.writing(WRITTEN);
    nanos += Duration.ofMinutes(1).toNanos();
    watch.writing(WRITTEN);

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("images__aa", "images_2__aa", "give this one the index images_2");
  }

  @Test
  void shouldReadTheAliasWhenACollectionWasOpenedAndOnceAMinute() {
    watch.writing(WRITTEN);
    watch.writing(WRITTEN);
    assertThat(reads).isEqualTo(1);
    watch.opened();
    watch.writing(WRITTEN);
    nanos += Duration.ofMinutes(1).toNanos();
    watch.writing(WRITTEN);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void shouldWarnThatAnotherModelIsServed() {
    served = new Target("", "images__bb");
    watch.writing(WRITTEN);
    assertThat(warnings).singleElement().asString().endsWith("until the alias is moved");
  }
}
