package io.ciderstream.cli.samples;

import java.util.List;

/** The table of what each picture shows and whose it is. */
final class SampleReadme {
  private SampleReadme() {}

  static String text(String about, List<Sample> samples) {
    StringBuilder text = new StringBuilder();
    text.append("# Sample pictures\n\n").append(about).append('\n');
    text.append("| file | shows | author | licence | source |\n|---|---|---|---|---|\n");
    for (Sample sample : samples) {
      Credit credit = sample.credit();
      row(
          text,
          sample.fileName(),
          sample.shows(),
          credit.author(),
          credit.licence(),
          credit.source());
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }
}
