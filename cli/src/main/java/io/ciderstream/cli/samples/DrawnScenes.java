package io.ciderstream.cli.samples;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Scenes that the program draws itself: 40 different ones, each in 3 views that differ in scale,
 * crop and brightness. The same bytes each time on one machine.
 */
final class DrawnScenes implements SampleSource {
  static final int SCENES = 40;
  static final int VIEWS = 3;

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final long SEED = 20_231;
  private static final Credit OWN = new Credit("cider-stream", "CC0-1.0", "drawn by the program");

  @Override
  public String about() {
    return """
        Scenes drawn by cider-stream itself, as the photographs could not be fetched on this machine:
        %d scenes, each in %d views that differ in scale, crop and brightness. To try again for the
        photographs, delete this folder.
        """
        .formatted(SCENES, VIEWS);
  }

  @Override
  public List<Sample> pictures() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int scene = 0; scene < SCENES; scene++) {
      for (int view = 0; view < VIEWS; view++) {
        SceneKind kind = SceneKind.values()[scene % SceneKind.values().length];
        samples.add(
            new Sample(
                "scene-%02d-%d.jpg".formatted(scene + 1, view + 1),
                "scene %d, a %s, view %d".formatted(scene + 1, kind.word(), view + 1),
                OWN,
                jpeg(view(scene, kind, view))));
      }
    }
    return List.copyOf(samples);
  }

  private static BufferedImage view(int scene, SceneKind kind, int view) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Random camera = new Random(SEED * (scene + 1) + view);
    double scale = view == 0 ? 1 : 1.05 + 0.25 * camera.nextDouble();
    double leftOver = scale - 1;
    g.translate(-WIDTH * leftOver * camera.nextDouble(), -HEIGHT * leftOver * camera.nextDouble());
    g.scale(WIDTH * scale, HEIGHT * scale);
    Scene.paint(g, kind, new Random(SEED + scene));
    g.dispose();
    float brightness = view == 0 ? 1 : 0.75f + 0.5f * camera.nextFloat();
    return new RescaleOp(brightness, 0, null).filter(image, image);
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "jpeg", out)) {
      throw new IOException("this Java has no JPEG writer");
    }
    return out.toByteArray();
  }
}
