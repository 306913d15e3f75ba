package io.ciderstream.index.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.ImageId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DescriptorFiltersTest {
  @Test
  void shouldKeepAHostileKeyInsideItsLiteral() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String key =
          i < HostileKeys.KNOWN.size() ? HostileKeys.KNOWN.get(i) : HostileKeys.random(random);
      assertThat(
              literals(DescriptorFilters.idIn(Stream.of("a", key, "b").map(ImageId::new).toList())))
          .containsExactly("a", key, "b");
    }
  }

  @Test
  void shouldReadAsWritten() {
    assertThat(DescriptorFilters.between(3, 10, 20))
        .isEqualTo("source_partition == 3 and source_offset >= 10 and source_offset < 20");
  }

  /** What a lexer of the expression language makes of {@code id in [literal,...]}. */
  private static List<String> literals(String filter) {
    assertThat(filter).startsWith("id in [").endsWith("]");
    List<String> literals = new java.util.ArrayList<>();
    int at = "id in [".length();
    while (true) {
      assertThat(filter.charAt(at++)).isEqualTo('"');
      StringBuilder text = new StringBuilder();
      for (; filter.charAt(at) != '"'; at++) {
        if (filter.charAt(at) == '\\') {
          at++;
        }
        text.append(filter.charAt(at));
      }
      literals.add(text.toString());
      if (filter.charAt(++at) == ']') {
        assertThat(at).isEqualTo(filter.length() - 1);
        return literals;
      }
      assertThat(filter.charAt(at++)).isEqualTo(',');
    }
  }
}
