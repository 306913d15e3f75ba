package io.ciderstream.servers.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineChecksTest {
  private final FakeMachine machine = new FakeMachine();

  @Test
  void shouldFindNothingWrongWithAGoodMachine() {
    assertThat(run(false)).allSatisfy(f -> assertThat(f.verdict()).isEqualTo(Verdict.OK));
  }

  @Test
  void shouldFindAnOldJava() {
    machine.java = 17;
    assertProblem("JDK", "version 17", "JAVA_HOME");
  }

  @Test
  void shouldFindThatMavenIsMissingOrOld() {
    machine.programs.put("mvn -v", "Apache Maven 3.6.3 (abc)");
    assertProblem("Maven", "Apache Maven 3.6.3", "Maven 3.8");
    machine.programs.remove("mvn -v");
    assertProblem("Maven", "not on the PATH", "package manager");
  }

  @Test
  void shouldLeaveMavensColoursOut() {
    machine.programs.put("mvn -v", "\u001b[1mApache Maven 3.9.9\u001b[m (abc)");
    assertThat(find("Maven").detail()).isEqualTo("Apache Maven 3.9.9");
  }

  @Test
  void shouldFindAnOldPython() {
    machine.programs.put("python3 -c import sys; print(sys.version_info[1])", "9");
    assertProblem("Python", "no Python of 3.10", "Install one");
  }

  @Test
  void shouldTakeANewerPythonOfAnotherName() {
    machine.programs.put("python3 -c import sys; print(sys.version_info[1])", "9");
    machine.programs.put("python3.12 -c import sys; print(sys.version_info[1])", "12");
    machine.programs.put("python3.12 -c import venv, ensurepip", "");
    machine.programs.put("python3.12 -m pip index versions milvus-lite", "2.5.1");
    assertThat(find("Python").verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void shouldFindThatVenvIsMissing() {
    machine.programs.remove("python3 -c import venv, ensurepip");
    assertProblem("Python venv", "no venv", "python3-venv");
  }

  @Test
  void shouldFindThatTheDiskIsFull() {
    machine.free = 1 << 20;
    assertProblem("disk", "0.0 GiB", "CIDER_HOME");
  }

  @Test
  void shouldFindATakenPortUnlessItIsTheRunningSystems() {
    machine.listening = Set.of(9092);
    assertProblem("port 9092", "something else", "kafka.bootstrap");
    assertThat(run(true)).allSatisfy(f -> assertThat(f.verdict()).isEqualTo(Verdict.OK));
  }

  @Test
  void shouldWarnOfRegistriesThatDoNotAnswer() {
    machine.programs.remove("python3 -m pip index versions milvus-lite");
    machine.answering = "";
    assertThat(find("Python packages").verdict()).isEqualTo(Verdict.WARNING);
    assertThat(find("Maven repository").verdict()).isEqualTo(Verdict.WARNING);
  }

  @Test
  void shouldAskTheMirrorOfMavensSettings() {
    machine.maven = "<mirrors><mirror><id>m</id><url>http://mirror/maven</url></mirror></mirrors>";
    assertThat(find("Maven repository").detail()).startsWith("http://mirror/maven is unreachable");
    machine.maven =
        "<mirrors><mirror><url>https://user:s3cret@mirror/maven</url></mirror></mirrors>";
    assertThat(find("Maven repository").detail())
        .startsWith("https://***@mirror/maven is unreachable");
    machine.maven = "<mirrors><mirror><id>m</id><url>http://mirror/maven</url></mirror></mirrors>";
    machine.answering = "http://mirror/maven";
    assertThat(find("Maven repository").verdict()).isEqualTo(Verdict.OK);
  }

  private List<Finding> run(boolean running) {
    return new MachineChecks(machine).run(Map.of("kafka.bootstrap", 9092), running);
  }

  private Finding find(String check) {
    return run(false).stream().filter(f -> f.check().equals(check)).findFirst().orElseThrow();
  }

  private void assertProblem(String check, String detail, String remedy) {
    Finding finding = find(check);
    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(finding.detail()).contains(detail);
    assertThat(finding.remedy()).contains(remedy);
  }

  private static final class FakeMachine implements Machine {
    private final Map<String, String> programs =
        new HashMap<>(
            Map.of(
                "mvn -v", "Apache Maven 3.8.7 (abc)",
                "python3 -c import sys; print(sys.version_info[1])", "11",
                "python3 -c import venv, ensurepip", "",
                "python3 -m pip index versions milvus-lite", "2.5.1"));
    private int java = 21;
    private long free = 10L << 30;
    private Set<Integer> listening = Set.of();
    private String answering = "https://repo.maven.apache.org/maven2/";
    private String maven = "";

    @Override
    public Optional<String> output(List<String> command) {
      return Optional.ofNullable(programs.get(String.join(" ", command)));
    }

    @Override
    public int javaVersion() {
      return java;
    }

    @Override
    public long freeBytes() {
      return free;
    }

    @Override
    public boolean listens(int port) {
      return listening.contains(port);
    }

    @Override
    public boolean answers(String url) {
      return url.equals(answering);
    }

    @Override
    public String mavenSettings() {
      return maven;
    }
  }
}
