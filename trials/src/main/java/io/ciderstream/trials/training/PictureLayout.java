package io.ciderstream.trials.training;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** How many tiny pictures of {@value #LABELS} labels are stored, to be learned from. */
public enum PictureLayout {
  /** A folder for each label, in which one picture has many names. */
  FOLDERS {
    @Override
    void write(Path root, int count) throws IOException {
      for (int label = 0; label < LABELS; label++) {
        Path folder = Files.createDirectories(root.resolve("%04d".formatted(label)));
        Path first = folder.resolve("0.jpg");
        Files.write(first, picture(label));
        for (int i = 1; i < count / LABELS; i++) {
          Files.createLink(folder.resolve(i + ".jpg"), first);
        }
      }
    }
  },

  /** Tar files with a picture and its label in turn. */
  SHARDS {
    @Override
    void write(Path root, int count) throws IOException {
      Files.createDirectories(root);
      byte[][] pictures = new byte[LABELS][];
      for (int label = 0; label < LABELS; label++) {
        pictures[label] = picture(label);
      }
      for (int first = 0; first < count; first += IN_A_TAR) {
        Path tar = root.resolve("%05d.tar".formatted(first / IN_A_TAR));
        try (var out =
            new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(tar)))) {
          for (int i = first; i < Math.min(first + IN_A_TAR, count); i++) {
            add(out, i + ".jpg", pictures[i % LABELS]);
            String label = "%04d".formatted(i % LABELS);
            add(out, i + ".cls", label.getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
  };

  /** As many labels, whatever the number of pictures. */
  public static final int LABELS = 1000;

  private static final int IN_A_TAR = 10_000;
  private static final int SIDE = 32;

  /**
   * Writes pictures.
   *
   * @param root folder that is created
   * @param count a multiple of {@link #LABELS}
   */
  abstract void write(Path root, int count) throws IOException;

  /** Returns the kind of the source in a training configuration. */
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static byte[] picture(int label) throws IOException {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        picture.setRGB(x, y, (label * 7919 + x * x + y * label) & 0xffffff);
      }
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpg", jpeg);
    return jpeg.toByteArray();
  }

  private static void add(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }
}
