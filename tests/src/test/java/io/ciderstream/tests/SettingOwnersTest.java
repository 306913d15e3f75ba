package io.ciderstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.schemas.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A setting's name is a literal in its owner only; everybody else uses the owner's constant. */
class SettingOwnersTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern COMMENTS = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /** Part of a command line in an example of the help, which must be a compile-time constant. */
  private static final String EXAMPLE = "--set ";

  @Test
  void shouldDefineEachSettingOnce() throws IOException {
    Map<Path, String> code = code();

    assertThat(Catalogue.SETTINGS)
        .allSatisfy(
            setting ->
                assertThat(code.values())
                    .as("define %s in one fragment only, and use its constant elsewhere", setting)
                    .filteredOn(text -> defines(text, setting))
                    .hasSize(1));
  }

  @Test
  void shouldNameEachSettingInItsOwnerOnly() throws IOException {
    List<String> foreign = new ArrayList<>();
    code()
        .forEach(
            (file, text) -> {
              List<String> literals =
                  LITERAL.matcher(text).results().map(found -> found.group(1)).toList();
              for (Setting<?> setting : Catalogue.SETTINGS) {
                if (!defines(text, setting) && literals.stream().anyMatch(names(setting))) {
                  foreign.add("%s names %s".formatted(PROJECT.relativize(file), setting));
                }
              }
            });

    assertThat(foreign)
        .as("use the constant of the setting's owner, such as KafkaSettings.BOOTSTRAP, instead")
        .isEmpty();
  }

  private static Predicate<String> names(Setting<?> setting) {
    Pattern name =
        Pattern.compile("(?<![\\w.-])%s(?![\\w-]|\\.\\w)".formatted(Pattern.quote(setting.name())));
    return literal -> !literal.contains(EXAMPLE) && name.matcher(literal).find();
  }

  private static boolean defines(String code, Setting<?> setting) {
    return Pattern.compile(
            "Setting\\s*\\.\\w+\\(\\s*\"%s\"".formatted(Pattern.quote(setting.name())))
        .matcher(code)
        .find();
  }

  private static Map<Path, String> code() throws IOException {
    Map<Path, String> code = new TreeMap<>();
    for (Path file : sources()) {
      code.put(file, COMMENTS.matcher(Files.readString(file)).replaceAll(""));
    }
    return code;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path module : modules.map(path -> path.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }
}
