package io.ciderstream.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image can be built from the checkout as {@code .dockerignore} leaves it. */
class BuildContextTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCKER = ROOT.resolve("deploy/docker");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ELEMENT = Pattern.compile(">\\s*([^<>\\s]+)\\s*<");
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)((?:\\S+ )+)(\\S+)$");

  @Test
  void shouldHoldEveryFileThatAPomNames() throws IOException {
    DockerContext context = DockerContext.of(ROOT);
    List<Path> named = new ArrayList<>();
    for (Path module : modules()) {
      List<Path> texts = new ArrayList<>(List.of(module.resolve("pom.xml")));
      Path assemblies = module.resolve("src/assembly");
      if (Files.isDirectory(assemblies)) {
        try (var files = Files.list(assemblies)) {
          texts.addAll(files.toList());
        }
      }
      for (Path text : texts) {
        assertThat(context.has(text)).as("%s", text).isTrue();
        named.addAll(files(module, Files.readString(text)));
      }
    }
    assertThat(named)
        .contains(
            ROOT.resolve("connectors/../docs/how-to/milvus-sink.md"),
            ROOT.resolve("model-train/../models"))
        .allSatisfy(file -> assertThat(context.has(file)).as("%s", file).isTrue());
  }

  /** Returns the files of the checkout that elements of an XML text name. */
  private static List<Path> files(Path module, String xml) {
    return ELEMENT
        .matcher(xml)
        .results()
        .map(
            found ->
                found
                    .group(1)
                    .replace("${project.basedir}/", "")
                    .replace("${maven.multiModuleProjectDirectory}", ".."))
        .filter(name -> !name.contains("$") && !name.startsWith("target") && !name.equals(".."))
        .map(module::resolve)
        .filter(Files::exists)
        .toList();
  }

  @Test
  void shouldHoldEveryFileThatTheDockerfileAndItsProgramsCopy() throws IOException {
    DockerContext context = DockerContext.of(ROOT);
    Set<String> copied = new HashSet<>();
    COPY.matcher(Files.readString(DOCKER.resolve("Dockerfile")))
        .results()
        .forEach(found -> copied.addAll(List.of(found.group(1).strip().split(" "))));
    Pattern file = Pattern.compile("\\b(?:deploy|models|LICENSE)(?:/[\\w./-]+)?");
    file.matcher(Files.readString(DOCKER.resolve("lay-out.sh")))
        .results()
        .forEach(found -> copied.add(found.group()));
    assertThat(copied)
        .contains("pom.xml", "models/cider-lite0.onnx", "deploy/docker/ServingLibraries.java")
        .allSatisfy(name -> assertThat(context.has(ROOT.resolve(name))).as(name).isTrue());
  }

  @Test
  void shouldFetchTheLibrariesOfEveryModuleBeforeTheSources() throws IOException {
    String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
    String before = dockerfile.substring(0, dockerfile.indexOf("COPY . ."));
    for (Path module : modules()) {
      assertThat(before).contains("COPY %s/pom.xml ".formatted(module.getFileName()));
    }
  }

  @Test
  void shouldNoticeAFileThatIsLeftOut(@TempDir Path checkout) throws IOException {
    Files.writeString(checkout.resolve(".dockerignore"), "# none\ndocs\n**/target\n*.tmp\n");
    for (String file : List.of("docs/a.md", "cli/target/x", "target/y", "z.tmp", "cli/z.tmp")) {
      Files.createDirectories(checkout.resolve(file).getParent());
      Files.writeString(checkout.resolve(file), "");
    }
    DockerContext context = DockerContext.of(checkout);
    assertThat(List.of("docs/a.md", "cli/target/x", "target/y", "z.tmp", "absent"))
        .noneMatch(file -> context.has(checkout.resolve(file)));
    assertThat(context.has(checkout.resolve("cli/z.tmp"))).isTrue();
  }

  @Test
  void shouldServeWithoutLibtorchAndWithoutCodeForOtherSystems(@TempDir Path folder)
      throws Exception {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    jar(lib.resolve("rocksdbjni-1.jar"), "org/A.class", "librocksdbjni-linux64.so", "x.dll");
    jar(lib.resolve("plain-1.jar"), "org/B.class");
    Path slim = folder.resolve("slim");
    assertThat(serving(lib, slim)).isEmpty();
    try (ZipFile rocks = new ZipFile(slim.resolve("rocksdbjni-1.jar").toFile())) {
      assertThat(rocks.stream().map(ZipEntry::getName))
          .containsExactly("org/A.class", "librocksdbjni-linux64.so");
    }
    assertThat(slim.resolve("plain-1.jar")).hasSameBinaryContentAs(lib.resolve("plain-1.jar"));
    jar(lib.resolve("pytorch-2.jar"), "org/C.class");
    assertThat(serving(lib, folder.resolve("other"))).contains("pytorch-2.jar", "serving");
  }

  private static void jar(Path file, String... entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(1);
        zip.closeEntry();
      }
    }
  }

  /** Runs the program that the image's build runs, and returns what it says. */
  private static String serving(Path from, Path to) throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                DOCKER.resolve("ServingLibraries.java").toString(),
                from.toString(),
                to.toString())
            .redirectErrorStream(true);
    program.environment().remove("JAVA_TOOL_OPTIONS"); // Java prints them
    try (InputStream output = program.start().getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the modules of every build, not those of profiles. */
  private static List<Path> modules() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    return MODULE
        .matcher(pom.substring(0, pom.indexOf("<profiles>")))
        .results()
        .map(found -> ROOT.resolve(found.group(1)))
        .toList();
  }
}
