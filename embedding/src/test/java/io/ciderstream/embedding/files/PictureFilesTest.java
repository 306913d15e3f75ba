package io.ciderstream.embedding.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16};
  private static final byte[] TIFF = {'I', 'I', 42, 0, 8, 0, 0, 0};
  private static final byte[] HEIC = latin("\0\0\0\u0018ftypheic\0\0\0\0mif1heic");

  @TempDir private Path folder;

  @Test
  void shouldFindPicturesBelowALinkedFolder() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures/deep")).getParent();
    write("pictures/b.JPG", JPEG);
    write("pictures/deep/a.webp", JPEG);
    write("pictures/notes.txt", latin("notes"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), pictures);
    List<Path> files = PictureFiles.below(link);
    assertThat(files)
        .allMatch(Files::isRegularFile)
        .extracting(file -> PictureFiles.id(link, file))
        .containsExactly("b.JPG", "deep/a.webp");
  }

  @Test
  void shouldGiveTwoFilesNeverOneId() throws IOException {
    write("a/b.jpg", JPEG);
    write("a\\b.jpg", JPEG);
    assertThat(names(PictureFiles.scan(folder, 1_000)))
        .containsExactlyInAnyOrder("a/b.jpg", "a\\b.jpg");
  }

  @Test
  void shouldSkipNamesThatCannotBeDecoded() throws Exception {
    // Java itself cannot name such a file
    String make = "printf x > \"$1/$(printf 'bad\\377.jpg')\"";
    assertThat(new ProcessBuilder("sh", "-c", make, "sh", folder.toString()).start().waitFor())
        .isZero();
    write("good.jpg", JPEG);
    PictureScan scan = PictureFiles.scan(folder, 1_000);
    assertThat(names(scan)).containsExactly("good.jpg");
    assertThat(scan.skipped()).isEqualTo(Map.of(SkipReason.NAME, Map.of("files", 1)));
  }

  @Test
  void shouldTakePicturesByTheirContentWhateverTheyAreCalled() throws IOException {
    for (String name : List.of("a.jfif", "b.JPE", "c", "d.heic", "e.tmp")) {
      write(name, JPEG);
    }
    write("f.jpeg", latin("damaged, so the embedder says why it is refused"));
    assertThat(names(PictureFiles.scan(folder, 1_000)))
        .containsExactly("a.jfif", "b.JPE", "c", "d.heic", "e.tmp", "f.jpeg");
  }

  @Test
  void shouldSayHowManyOfWhatItSkipped() throws IOException {
    write("good.jpg", JPEG);
    write("1.HEIC", HEIC);
    write("2.HEIC", HEIC);
    write("3.avif", latin("any"));
    write("from a phone", HEIC);
    write("camera.NEF", TIFF);
    write("notes.txt", latin("notes"));
    write("README", latin("read me"));
    write("empty.png", new byte[0]);
    write("large.jpg", java.util.Arrays.copyOf(JPEG, 1_001));
    write(".DS_Store", latin("hidden"));
    write(".thumbnails/good.jpg", JPEG);
    PictureScan scan = PictureFiles.scan(folder, 1_000);
    assertThat(names(scan)).containsExactly("good.jpg");
    assertThat(scan.skipped())
        .isEqualTo(
            Map.of(
                SkipReason.UNSUPPORTED,
                Map.of(".HEIC", 2, ".avif", 1, "without an ending", 1, ".NEF", 1),
                SkipReason.NO_PICTURE,
                Map.of(".txt", 1, "without an ending", 1),
                SkipReason.EMPTY,
                Map.of(".png", 1),
                SkipReason.TOO_LARGE,
                Map.of(".jpg", 1),
                SkipReason.HIDDEN,
                Map.of("files", 1, "folders", 1)));
    assertThat(scan.skippedText())
        .startsWith("2 .HEIC, 1 .NEF, 1 .avif, 1 without an ending: not supported; ")
        .contains("1 .jpg: larger than embedding.max.bytes");
  }

  @Test
  void shouldNotFollowLoopsAndTellOfLinks() throws IOException {
    write("deep/good.jpg", JPEG);
    Files.createSymbolicLink(folder.resolve("deep/loop"), folder);
    Files.createSymbolicLink(folder.resolve("linked.jpg"), folder.resolve("deep/good.jpg"));
    Path broken = Files.createSymbolicLink(folder.resolve("broken.jpg"), folder.resolve("gone"));
    PictureScan scan = PictureFiles.scan(folder, 1_000);
    assertThat(names(scan)).containsExactly("deep/good.jpg", "linked.jpg");
    assertThat(scan.skipped().get(SkipReason.LINK))
        .containsExactly(Map.entry("without an ending", 1));
    assertThat(scan.unreadable()).containsExactly(broken);
  }

  @Test
  void shouldTellOfWhatCannotBeReadAndGoOn() throws IOException {
    write("good.jpg", JPEG);
    write("secret.jpg", JPEG);
    write("closed/good.jpg", JPEG);
    Path secret = forbid("secret.jpg");
    Path closed = forbid("closed");
    Assumptions.assumeFalse(Files.isReadable(secret), "root can read everything");
    PictureScan scan = PictureFiles.scan(folder, 1_000);
    assertThat(names(scan)).containsExactly("good.jpg");
    assertThat(scan.unreadable()).containsExactlyInAnyOrder(secret, closed);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  private Path forbid(String name) throws IOException {
    return Files.setPosixFilePermissions(folder.resolve(name), Set.<PosixFilePermission>of());
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private List<String> names(PictureScan scan) {
    return scan.pictures().stream().map(file -> PictureFiles.id(folder, file)).toList();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
