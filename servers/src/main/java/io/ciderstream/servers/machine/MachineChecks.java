package io.ciderstream.servers.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what {@code ./cider demo} and {@code ./cider test} need of a machine. */
public final class MachineChecks {
  private static final int JAVA = 21;
  private static final int PYTHON_MINOR = 10;
  private static final long NEEDED_BYTES = 3L << 30;
  private static final double GIB = 1L << 30;
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";
  private static final Pattern MIRROR =
      Pattern.compile(
          "<mirror>(?:(?!</mirror>).)*?<url>\\s*(?<url>[^<\\s]+)\\s*</url>", Pattern.DOTALL);
  private static final List<String> PYTHONS =
      List.of("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10");

  private final Machine machine;

  /** Checks this machine. */
  public MachineChecks(Machine machine) {
    this.machine = machine;
  }

  /**
   * Runs all checks.
   *
   * @param ports that the demo listens on, by the setting that names each
   * @param running whether a system runs, so that ports in use are right
   */
  public List<Finding> run(Map<String, Integer> ports, boolean running) {
    List<Finding> all = new ArrayList<>();
    all.add(java());
    all.add(maven());
    all.addAll(python());
    all.add(disk());
    ports.forEach((setting, port) -> all.add(port(setting, port, running)));
    all.add(mavenRepository());
    return all;
  }

  private Finding java() {
    int version = machine.javaVersion();
    return version >= JAVA
        ? Finding.ok("JDK", "version " + version)
        : Finding.problem(
            "JDK",
            "version " + version,
            "Install a JDK of 21 or newer and set JAVA_HOME to its folder.");
  }

  private Finding maven() {
    Optional<String> output = machine.output(List.of("mvn", "-v"));
    return output
        .map(
            text -> {
              Matcher version =
                  Pattern.compile("Apache Maven (\\d+)\\.(\\d+)[\\w.-]*").matcher(text);
              boolean known = version.find();
              int major = known ? Integer.parseInt(version.group(1)) : 0;
              int minor = known ? Integer.parseInt(version.group(2)) : 0;
              return major > 3 || (major == 3 && minor >= 8)
                  ? Finding.ok("Maven", version.group())
                  : Finding.problem(
                      "Maven", known ? version.group() : text, "Install Maven 3.8 or newer.");
            })
        .orElseGet(
            () ->
                Finding.problem(
                    "Maven",
                    "mvn is not on the PATH, or does not run",
                    "Install Maven 3.8 or newer, for example with your system's package manager."));
  }

  private List<Finding> python() {
    for (String python : PYTHONS) {
      Optional<String> minor =
          machine.output(List.of(python, "-c", "import sys; print(sys.version_info[1])"));
      if (minor.filter(text -> text.matches("\\d+")).isPresent()
          && Integer.parseInt(minor.get()) >= PYTHON_MINOR) {
        return List.of(
            Finding.ok("Python", "%s is 3.%s".formatted(python, minor.get())),
            venv(python),
            packageIndex(python));
      }
    }
    return List.of(
        Finding.problem(
            "Python",
            "no Python of 3.%d or newer is on the PATH".formatted(PYTHON_MINOR),
            "Install one; the demo's Milvus Lite and the default model's weights need it."));
  }

  private Finding venv(String python) {
    return machine.output(List.of(python, "-c", "import venv, ensurepip")).isPresent()
        ? Finding.ok("Python venv", "there")
        : Finding.problem(
            "Python venv",
            python + " has no venv or ensurepip module",
            "Install it (on Debian: apt-get install python3-venv).");
  }

  private Finding packageIndex(String python) {
    String check = "Python packages";
    return machine
            .output(List.of(python, "-m", "pip", "index", "versions", "milvus-lite"))
            .isPresent()
        ? Finding.ok(check, "the package index answers")
        : Finding.warning(
            check,
            "pip cannot query the package index for milvus-lite",
            "The first ./cider demo and ./cider export need it: check the network, PIP_INDEX_URL"
                + " and proxies.");
  }

  private Finding disk() {
    long free = machine.freeBytes();
    String text = "%.1f GiB free for .cider".formatted(free / GIB);
    return free >= NEEDED_BYTES
        ? Finding.ok("disk", text)
        : Finding.problem(
            "disk",
            text,
            "Free some, 3 GiB are needed at first, or set CIDER_HOME to a larger disk.");
  }

  /** Returns what to do if a process listens on the port that a setting names. */
  public static String portRemedy(String setting) {
    return "Stop it (ss -ltnp shows what it is), or set %s to another port.".formatted(setting);
  }

  private Finding port(String setting, int port, boolean running) {
    boolean taken = machine.listens(port);
    String check = "port %d".formatted(port);
    if (!taken) {
      return Finding.ok(check, "free for " + setting);
    }
    return running
        ? Finding.ok(check, "the running system listens there (%s)".formatted(setting))
        : Finding.problem(check, "something else listens there", portRemedy(setting));
  }

  private Finding mavenRepository() {
    Matcher mirror = MIRROR.matcher(machine.mavenSettings());
    String url = mirror.find() ? mirror.group("url") : CENTRAL;
    String shown = url.replaceFirst("//[^/]*@", "//***@");
    return machine.answers(url)
        ? Finding.ok("Maven repository", shown + " answers")
        : Finding.warning(
            "Maven repository",
            shown + " is unreachable",
            "Building needs it, unless all libraries are in ~/.m2 already: check the network and"
                + " ~/.m2/settings.xml.");
  }
}
