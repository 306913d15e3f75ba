package io.ciderstream.evaluation.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  @Test
  void shouldReadQuotesAsRfc4180HasThem() throws IOException {
    assertThat(
            read(
                """
                a,b
                1,"x, ""y"\""

                "two
                lines",""
                5" pipe,
                """))
        .containsExactly("1|x, \"y\"", "two\nlines|", "5\" pipe|");
  }

  @Test
  void shouldReadWhatWindowsWrites() throws IOException {
    assertThat(read("\ufeffa,b\r\n1,2\r\n")).containsExactly("1|2");
    assertThat(Csv.columns(folder.resolve("x.csv"))).containsExactly("a", "b");
  }

  @Test
  void shouldNameTheFileAndTheLine() {
    refuses("", "x.csv is empty.");
    refuses("a,c\n", "x.csv has no column 'b'; its columns are [a, c].");
    refuses("a,b\n1,2\n\n3\n", "x.csv, line 4: 1 fields instead of the header's 2.");
    refuses("a,b\n1,2,3\n", "x.csv, line 2: 3 fields instead of the header's 2.");
    refuses(
        "a,b\n1,2\n3,\"x\ny\n",
        "x.csv cannot be read: (startline 3) EOF reached before encapsulated token finished.");
    refuses(
        "a,b\n1,\"x\"y\n",
        "x.csv cannot be read: Invalid character between encapsulated token and delimiter at line: 2");
    assertThatThrownBy(() -> Csv.columns(folder.resolve("gone.csv")))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("gone.csv cannot be read");
  }

  @Test
  void shouldRefuseOtherEncodings() throws IOException {
    Path file = Files.write(folder.resolve("x.csv"), new byte[] {'a', '\n', (byte) 0xe9, '\n'});

    assertThatThrownBy(() -> Csv.read(file, List.of("a"), row -> {}))
        .hasMessageContaining("x.csv cannot be read: it is not UTF-8 text");
  }

  private void refuses(String content, String message) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("DATA_INVALID")
        .hasMessageContaining(message);
  }

  private List<String> read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), content);
    List<String> rows = new ArrayList<>();
    Csv.read(file, List.of("a", "b"), row -> rows.add(row.get("a") + "|" + row.get("b")));
    return rows;
  }
}
