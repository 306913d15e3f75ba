package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ciderstream.servers.Installation;
import io.ciderstream.tests.install.DebianPackages;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs kcat, a Kafka client that knows nothing of this project. */
public final class Kcat {
  private static final List<String> PACKAGES = List.of("kcat", "librdkafka1", "libyajl2");

  private final List<String> start;
  private final Map<String, String> environment;
  private final String bootstrap;

  private Kcat(List<String> start, Map<String, String> environment, String bootstrap) {
    this.start = start;
    this.environment = environment;
    this.bootstrap = bootstrap;
  }

  /** Finds kcat on the PATH or in Debian's packages; otherwise skips the test. */
  public static Kcat find(String bootstrap) throws IOException, InterruptedException {
    if (runs(new ProcessBuilder("kcat", "-V"))) {
      return new Kcat(List.of("kcat"), Map.of(), bootstrap);
    }
    Path home = Path.of(System.getProperty("cider.home"), "kcat");
    Path program = home.resolve("usr/bin/kcat");
    Map<String, String> libraries =
        Map.of("LD_LIBRARY_PATH", home.resolve("usr/lib/x86_64-linux-gnu").toString());
    try {
      Installation.folder(home, Kcat::install);
    } catch (IOException e) {
      abort("kcat is not on the PATH, and apt-get cannot download it: " + e.getMessage());
    }
    return new Kcat(List.of(program.toString()), libraries, bootstrap);
  }

  private static void install(Path folder) throws IOException {
    DebianPackages.unpack(PACKAGES, folder);
  }

  private static boolean runs(ProcessBuilder builder) throws InterruptedException {
    try {
      Process process =
          builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the environment in which a script can run kcat by its name. */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(environment);
    Path folder = Path.of(start.getFirst()).getParent();
    if (folder != null) {
      all.put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
    }
    return all;
  }

  void produce(String topic, String key, byte[] value, Map<String, String> headers)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("kcat", ".jpg");
    try {
      Files.write(file, value);
      List<String> command = new ArrayList<>(List.of("-P", "-t", topic, "-k", key));
      headers.forEach((name, text) -> command.addAll(List.of("-H", name + "=" + text)));
      command.add(file.toString());
      run(command);
    } finally {
      Files.delete(file);
    }
  }

  /** Returns the value of the first record of that key. */
  String consumeOne(String topic, String key) throws IOException, InterruptedException {
    while (true) {
      String all = run(List.of("-C", "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%k\t%s\n"));
      for (String line : all.split("\n")) {
        if (line.startsWith(key + "\t")) {
          return line.substring(key.length() + 1);
        }
      }
    }
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(start);
    command.addAll(List.of("-b", bootstrap));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s printed %s", command, output).isZero();
    return output;
  }
}
