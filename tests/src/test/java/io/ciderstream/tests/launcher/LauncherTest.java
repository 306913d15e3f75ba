package io.ciderstream.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that each failure that a new user can meet ends with a sentence that says what to do. */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "sed",
          "grep",
          "find",
          "mkdir",
          "dirname",
          "readlink",
          "awk",
          "df",
          "touch",
          "tee",
          "flock",
          "head",
          "env",
          "nice");

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path programs;
  private Path launcher;

  @BeforeEach
  void doctorThePath() throws IOException {
    launcher = Files.createDirectories(folder.resolve("root")).resolve("cider");
    Files.copy(Path.of("..", "cider"), launcher);
    programs = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      script(programs.resolve(tool), "exec '%s' \"$@\"".formatted(find(tool)));
    }
    environment.put("PATH", programs.toString());
    environment.put("HOME", folder.toString());
    environment.put("CIDER_HOME", folder.resolve("home").toString());
    environment.put("CIDER_JDKS", "");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  @Test
  void shouldSayThatThereIsNoJdk() throws Exception {
    environment.remove("JAVA_HOME");
    assertThat(run("demo")).contains("no JDK of version 21", "set JAVA_HOME");
  }

  @Test
  void shouldNotTakeAnOldJdk() throws Exception {
    Path old = Files.createDirectories(folder.resolve("jdk/bin"));
    script(old.resolve("javac"), "echo javac 17.0.2");
    environment.put("JAVA_HOME", old.getParent().toString());
    assertThat(run("demo")).contains("no JDK of version 21");
  }

  @Test
  void shouldSayThatThereIsNoMaven() throws Exception {
    assertThat(run("demo")).contains("Maven (mvn) is not on the PATH", "Install Maven 3.8");
    assertThat(run("test")).contains("Maven (mvn) is not on the PATH", "Install Maven 3.8");
  }

  @Test
  void shouldNotBuildWithAnOldMaven() throws Exception {
    script(programs.resolve("mvn"), "echo 'Apache Maven 3.6.3 (abc)'");
    assertThat(run("demo")).contains("the Maven on the PATH is 3.6", "needs 3.8 or newer");
  }

  @Test
  void shouldWarnOfAPlatformWithoutNativeLibraries() throws Exception {
    script(programs.resolve("mvn"), "exit 1");
    script(programs.resolve("df"), "echo head; echo '/dev/x 9 9 99999999 9% /'");
    script(programs.resolve("uname"), "echo Darwin arm64");
    assertThat(run("demo")).contains("this is Darwin arm64", "Linux x86-64");
    script(programs.resolve("uname"), "echo Linux x86_64");
    assertThat(run("demo")).doesNotContain("x86-64");
  }

  @Test
  void shouldBuildAgainForAnotherHome() throws Exception {
    Path root = launcher.getParent();
    Files.createDirectories(root.resolve("cli/src/main"));
    Files.writeString(root.resolve("pom.xml"), "");
    Files.writeString(root.resolve("cli/pom.xml"), "");
    Files.createFile(Files.createDirectories(root.resolve("cli/target")).resolve(".built"));
    script(programs.resolve("find"), "exit 0"); // nothing is newer
    script(programs.resolve("mvn"), "echo '[ERROR] asked to build'; exit 1");
    assertThat(run("demo")).contains("asked to build");
    Files.createDirectories(folder.resolve("home/registry-1"));
    assertThat(run("demo")).doesNotContain("asked to build");
  }

  @Test
  void shouldReadNamesOfFilesAsUtf8InAnyLocale() throws Exception {
    script(programs.resolve("mvn"), "echo \"[ERROR] locale ${LC_ALL:-none}\"; exit 1");
    script(programs.resolve("df"), "echo head; echo '/dev/x 9 9 99999999 9% /'");
    script(programs.resolve("locale"), "echo ANSI_X3.4-1968");
    environment.put("LC_ALL", "C");
    assertThat(run("demo")).contains("locale C.UTF-8");
    script(programs.resolve("locale"), "echo UTF-8");
    environment.put("LC_ALL", "de_DE.UTF-8");
    assertThat(run("demo")).contains("locale de_DE.UTF-8");
  }

  @Test
  void shouldTurnTheTelemetryOfOnnxRuntimeOff() throws Exception {
    script(programs.resolve("mvn"), "echo \"[ERROR] off ${ORT_DISABLE_TELEMETRY:-no}\"; exit 1");
    script(programs.resolve("df"), "echo head; echo '/dev/x 9 9 99999999 9% /'");
    assertThat(run("demo")).contains("off 1");
  }

  @Test
  void shouldSayThatTheRepositoryIsOutOfReach() throws Exception {
    script(
        programs.resolve("mvn"),
        "echo '[ERROR] Could not transfer artifact from central: Unknown host'; exit 1");
    script(programs.resolve("df"), "echo head; echo '/dev/x 9 9 99999999 9% /'");
    assertThat(run("demo"))
        .contains("Unknown host", "the build failed", "check the access to Maven's repository");
  }

  @Test
  void shouldSayThatTheDiskIsFull() throws Exception {
    script(programs.resolve("mvn"), "exit 0");
    script(programs.resolve("df"), "echo head; echo '/dev/x 9 9 102400 99% /'");
    assertThat(run("demo")).contains("only 100 MB are free", "CIDER_HOME");
  }

  @Test
  void shouldSayThatItsFolderCannotBeWritten() throws Exception {
    script(programs.resolve("mvn"), "exit 0");
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    environment.put("CIDER_HOME", file.resolve("home").toString());
    assertThat(run("demo")).contains("cannot be written", "CIDER_HOME");
  }

  @Test
  void shouldSayWhichTestsWereSkippedAndWhy() throws Exception {
    script(programs.resolve("mvn"), "exit 0");
    Files.createDirectories(launcher.resolveSibling("cli/target"));
    Path reports =
        Files.createDirectories(launcher.resolveSibling("tests/target/failsafe-reports"));
    Files.writeString(
        reports.resolve("TEST-a.xml"),
        """
        <testcase name="" classname="ConsoleIT"><skipped message="chromium is not there: &quot;no&quot;" type="x"/></testcase>
        <testcase name="" classname="ShotsIT"><skipped message="System property [a] does not exist"/></testcase>
        """);
    assertThat(run(0, "test"))
        .contains("not tested here: chromium is not there", "all tests passed")
        .doesNotContain("System property");
    Files.delete(reports.resolve("TEST-a.xml"));
    assertThat(run(0, "test")).doesNotContain("not tested here");
  }

  @Test
  void shouldWaitForAnotherBuildInTheSameFolder() throws Exception {
    script(programs.resolve("mvn"), "echo '[ERROR] asked to build'; exit 1");
    script(programs.resolve("df"), "echo head; echo '/dev/x 9 9 99999999 9% /'");
    Process holder =
        new ProcessBuilder("flock", launcher.getParent().toString(), "sh", "-c", "echo held; cat")
            .start();
    assertThat(holder.inputReader().readLine()).isEqualTo("held");
    Process waiting = start("demo");
    BufferedReader output = waiting.inputReader();
    assertThat(output.readLine()).contains("waiting for another ./cider");
    holder.getOutputStream().close();
    assertThat(output.lines().toList()).anyMatch(line -> line.contains("asked to build"));
    assertThat(waiting.waitFor()).isEqualTo(1);
  }

  @Test
  void shouldReadTheVersionOfAJdkFromItsFileAndStartRolesWithTheirFlags() throws Exception {
    builtWith("echo \"$@\"");

    assertThat(run(0, "demo")).contains(" -XX:Tier4InvocationThreshold=");
    assertThat(run(0, "doctor")).doesNotContain(" -XX:Tier4InvocationThreshold=");
  }

  @Test
  void shouldRunEmbeddersWithLowerPriorityThanRolesThatAnswer() throws Exception {
    builtWith("nice");

    int normal = Integer.parseInt(run(0, "searcher").strip()); // the tests may run with a lower one
    assertThat(run(0, "embedder").strip()).isEqualTo("" + Math.min(normal + 10, 19));
    environment.put("CIDER_EMBEDDER_NICE", "0");
    assertThat(run(0, "embedder").strip()).isEqualTo("" + normal);
    environment.put("CIDER_EMBEDDER_NICE", "20");
    assertThat(run(1, "embedder")).contains("CIDER_EMBEDDER_NICE is 20, but must be");
  }

  @Test
  void shouldTellAFuzzerThatFoundAnInputFromOneThatCannotRun() throws Exception {
    Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    script(jdk.resolve("bin/javac"), "exit 1");
    environment.put("JAVA_HOME", jdk.toString());
    script(programs.resolve("mvn"), "exit 0");
    Path target = Files.createDirectories(launcher.resolveSibling("embedding/target"));
    Files.createFile(target.resolve("fuzz-class-path"));

    script(jdk.resolve("bin/java"), "exit 77");
    assertThat(run(3, "fuzz")).contains("sniff has a finding", "src/test/resources/fuzz/sniff");
    script(jdk.resolve("bin/java"), "exit 1");
    assertThat(run(1, "fuzz")).contains("could not run sniff (exit code 1", "no finding");
  }

  /** Makes a build, and a JDK of which {@code java} is a script. */
  private void builtWith(String java) throws IOException {
    Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    script(jdk.resolve("bin/javac"), "exit 1");
    script(jdk.resolve("bin/java"), java);
    environment.put("JAVA_HOME", jdk.toString());
    Path root = launcher.getParent();
    Files.createDirectories(folder.resolve("home/registry-1"));
    Files.createDirectories(root.resolve("cli/src/main"));
    Files.createDirectories(root.resolve("cli/target"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createFile(root.resolve("cli/pom.xml"));
    Files.createFile(root.resolve("cli/target/.built"));
  }

  private String run(String argument) throws IOException, InterruptedException {
    return run(1, argument);
  }

  private String run(int exitCode, String argument) throws IOException, InterruptedException {
    Process process = start(argument);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isEqualTo(exitCode);
    return text;
  }

  private Process start(String argument) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", launcher.toString(), argument).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static void script(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    for (String place : System.getenv("PATH").split(":")) {
      Path program = Path.of(place, tool);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new IllegalStateException(tool + " is not on the PATH");
  }
}
