package io.ciderstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldPrintEverySettingWithItsOrigin() {
    assertThat(run("config", "--set", "index.name=mine", "--set", "index.token=hidden-one"))
        .isZero();
    assertThat(out.toString())
        .containsPattern("index\\.name +mine +--set")
        .containsPattern("topics\\.partitions +4 +default")
        .doesNotContain("hidden-one");
  }

  @Test
  void shouldSayInOneSentenceWhichSettingIsWrong() {
    assertThat(run("config", "--set", "index.typo=1")).isEqualTo(1);
    assertThat(err.toString()).startsWith("cider: SETTING_INVALID").contains("index.typo");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void shouldNotTakeAVerificationThatFailedForADifference() {
    assertThat(run("verify", "--set", "index.typo=1")).isEqualTo(2);
    assertThat(err.toString()).startsWith("cider: SETTING_INVALID");
    assertThat(
            run(
                "verify",
                "--set",
                "index.uri=http://127.0.0.1:1",
                "--set",
                "index.rpc.deadline.ms=100"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("cider: INDEX_UNAVAILABLE");
  }

  @Test
  void shouldSayThatTheConsolesPortIsTakenBeforeADemoStartsAnything(@TempDir Path folder)
      throws IOException {
    Files.write(folder.resolve("picture.jpg"), new byte[1]);
    try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "console.port=" + occupied.getLocalPort();
      String sink = "connect.listener=http://127.0.0.1:0";
      String data = "data.dir=" + folder.resolve("data");
      String pictures = folder.toString();
      assertThat(run("demo", pictures, "--set", port, "--set", sink, "--set", data)).isEqualTo(1);
    }
    assertThat(err.toString()).contains("console.port: something listens on port");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void shouldSayThatThePictureIsMissingBeforeItAsksAnyServer() {
    assertThat(run("search", "no-such.jpg", "--set", "kafka.bootstrap=nobody.invalid:1"))
        .isEqualTo(2);
    assertThat(err.toString())
        .startsWith("cider: PICTURE: there is no file no-such.jpg.")
        .contains("./cider search --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingest NONE | FOLDER: there is no folder NONE.",
        "ingest FILE | FOLDER: FILE is a file; name a folder.",
        "ingest HERE | There is no picture below HERE",
        "demo NONE | FOLDER: there is no folder NONE.",
        "search HERE | PICTURE: HERE is a folder; name a file.",
        "search | There are 0 pictures to search with; name 1 to 16 by PICTURE, --id or --url.",
        "search --id x --top 990 --offset 11 | --offset is 11, but must be 0 to 10.",
        "search --id x --min-score 2 | --min-score is 2.0, but must be -1 to 1.",
        "search --url http://a --exclude-self | --exclude-self needs --id: other pictures are not indexed.",
        "search --id x --region 0,0,1,1 | --region is four numbers, and needs one PICTURE or --url.",
        "search --id x --at-least 7 | --at-least is 7, but must be PARTITION:OFFSET.",
        "search FILE --top 0 | --top is 0, but must be 1 to 1000.",
        "search FILE --timeout -1 | --timeout is -1, but must be 1 or more.",
        "config --settings NONE | --settings: there is no file NONE.",
        "rebuild --model NONE | --model: there is no file NONE.",
        "train --config NONE | --config: there is no file NONE.",
        "train --config FILE --data NONE | --data: there is no folder NONE.",
        "train --config FILE --threads 0 | --threads is 0, but must be 1 or more.",
        "evaluate --set nothing | --set is nothing, but must be one of roxford5k",
        "evaluate --set index.name=x | --set names 0 evaluation sets",
        "evaluate --set labels --size 8 | --size, --scales: The size is 8",
        "evaluate --set labels --model NONE | --model: there is no file NONE.",
        "bench embed NONE | FOLDER: there is no folder NONE.",
        "bench sink --rows 0 | --rows is 0, but must be 1 or more.",
        "soak sink --keys 0 | --keys is 0, but must be 1 or more."
      })
  void shouldBlameTheArgumentAndNoSetting(String line, String message, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "");
    Map<String, String> paths =
        Map.of(
            "NONE", folder.resolve("none").toString(),
            "FILE", file.toString(),
            "HERE", folder.toString());
    String[] words = line.split(" ");
    String expected = message;
    for (Map.Entry<String, String> path : paths.entrySet()) {
      expected = expected.replace(path.getKey(), path.getValue());
    }
    for (int i = 0; i < words.length; i++) {
      words[i] = paths.getOrDefault(words[i], words[i]);
    }

    assertThat(run(words)).isEqualTo(2);
    assertThat(err.toString()).contains(expected).doesNotContain("SETTING_INVALID");
  }

  @Test
  void shouldHelpLikeTheOption() {
    assertThat(run("help")).isZero();
    String help = out.toString();
    assertThat(help).contains("demo", "Examples:", "Exit codes:", "stop.timeout.ms");
    out.getBuffer().setLength(0);
    assertThat(run("--help")).isZero();
    assertThat(out).hasToString(help);
  }

  @Test
  void shouldHelpWithACommand() {
    assertThat(run("help", "search")).isZero();
    assertThat(out.toString()).contains("--region", "Examples:");
    assertThat(run("help", "bench", "sink")).isZero();
    assertThat(out.toString()).contains("--dimensions");
    assertThat(run("help", "bench", "dance")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no command bench dance.");
  }

  @Test
  void shouldRefuseAnUnknownCommandAsWrongUsage() {
    assertThat(run("dance")).isEqualTo(2);
  }

  @Test
  void shouldGiveExamplesForEveryCommandThatParse() {
    assertExamplesParse(Main.commandLine());
  }

  @Test
  void shouldListEveryCommandWithAWholeSentence() {
    assertSentences(Main.commandLine());
  }

  /** A list of commands shows the first line of each description. */
  private static void assertSentences(CommandLine line) {
    assertThat(line.getCommandSpec().usageMessage().description()[0])
        .as("first line about " + line.getCommandName())
        .endsWith(".");
    line.getSubcommands().values().forEach(MainTest::assertSentences);
  }

  private static void assertExamplesParse(CommandLine line) {
    assertThat(line.getCommandSpec().usageMessage().footer())
        .as("examples of " + line.getCommandName())
        .anyMatch(example -> example.contains("./cider "));
    for (String example : line.getCommandSpec().usageMessage().footer()) {
      Matcher command = Pattern.compile("\\./cider ([a-z].*?)( >.*|\\))?").matcher(example);
      if (example.startsWith("  ") && command.find()) {
        String arguments = example.substring(command.start(1)).replaceAll("( >.*|\\))$", "");
        Main.commandLine().parseArgs(split(arguments));
      }
    }
    line.getSubcommands().values().forEach(MainTest::assertExamplesParse);
  }

  /** As a shell does it, as far as our examples need it. */
  private static String[] split(String arguments) {
    return Pattern.compile("'([^']*)'|\\S+")
        .matcher(arguments)
        .results()
        .map(word -> word.group(1) == null ? word.group() : word.group(1))
        .toArray(String[]::new);
  }

  @Test
  void shouldPrintNoColoursWhereThereIsNoTerminal() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Exit codes:").doesNotContain("\u001b");
  }

  @Test
  void shouldPrintACompletionScriptThatBashTakes() throws Exception {
    assertThat(run("completion")).isZero();
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var input = bash.outputWriter()) {
      input.write(out.toString());
    }
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    assertThat(out.toString()).contains("doctor").contains("--filter");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}
