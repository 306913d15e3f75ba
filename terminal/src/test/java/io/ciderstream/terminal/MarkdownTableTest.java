package io.ciderstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
  @Test
  void shouldEscapeBarsAndWriteADashForWhatIsNotANumber() {
    MarkdownTable table = new MarkdownTable();
    table.add("set").add("mAP").endHead();
    table.add("a|b").add("%.1f", 12.34).endRow();
    table.add("c").add("%.1f", Double.NaN).endRow();
    assertThat(table).hasToString("| set | mAP |\n|---|---|\n| a\\|b | 12.3 |\n| c | - |");
  }
}
