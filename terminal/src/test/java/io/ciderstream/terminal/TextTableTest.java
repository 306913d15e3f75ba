package io.ciderstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void shouldAlignColumnsAtTheirWidestCellWithoutTrailingSpace() {
    TextTable table = new TextTable("topic", "offsets");
    table.add("images", 12);
    table.add("q", "");
    assertThat(table).hasToString("topic   offsets\nimages  12\nq\n");
  }
}
