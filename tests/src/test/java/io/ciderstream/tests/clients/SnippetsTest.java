package io.ciderstream.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dcider.docs.write=true} to copy the quotes again. */
class SnippetsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern QUOTE =
      Pattern.compile(
          "<!-- snippet (?<file>\\S+) (?<name>\\S+) -->\n```(?<language>\\w+)\n(?<text>.*?)```\n",
          Pattern.DOTALL);

  @Test
  void shouldQuoteTheExamplesAsTheyAre() throws IOException {
    Path page = ROOT.resolve("docs/how-to/clients.md");
    String written = Files.readString(page);
    Matcher quotes = QUOTE.matcher(written);
    String expected =
        quotes.replaceAll(
            quote ->
                Matcher.quoteReplacement(
                    "<!-- snippet %s %s -->\n```%s\n%s```\n"
                        .formatted(
                            quotes.group("file"),
                            quotes.group("name"),
                            quotes.group("language"),
                            snippet(quotes.group("file"), quotes.group("name")))));
    assertThat(QUOTE.matcher(written).results().count()).isGreaterThanOrEqualTo(8);
    if (Boolean.getBoolean("cider.docs.write")) {
      Files.writeString(page, expected);
    }
    assertThat(page)
        .as("run the test with -Dcider.docs.write=true to quote anew")
        .hasContent(expected);
  }

  /** Returns the lines between {@code [name]} and {@code [end]} without their common indent. */
  private static String snippet(String file, String name) {
    try {
      List<String> lines = Files.readAllLines(ROOT.resolve(file));
      int start = lines.indexOf(find(lines, "[" + name + "]", file));
      List<String> rest = lines.subList(start + 1, lines.size());
      List<String> body = rest.subList(0, rest.indexOf(find(rest, "[end]", file)));
      String text = body.stream().map(line -> line + "\n").collect(Collectors.joining());
      return text.stripTrailing().stripIndent() + "\n";
    } catch (IOException e) {
      throw new IllegalStateException(
          "docs/how-to/clients.md quotes " + file + ", which is not there", e);
    }
  }

  private static String find(List<String> lines, String mark, String file) {
    return lines.stream()
        .filter(line -> line.strip().endsWith(mark))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(file + " has no mark " + mark));
  }
}
