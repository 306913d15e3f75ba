package io.ciderstream.cli.samples;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Random;

/** Paints sky, hills, ground, a building and trees into the unit square, y growing downwards. */
final class Scene {
  private Scene() {}

  static void paint(Graphics2D g, SceneKind kind, Random random) {
    double horizon = 0.55 + 0.2 * random.nextDouble();
    sky(g, horizon, random);
    hills(g, horizon, random);
    g.setColor(Color.getHSBColor(random.nextFloat(), 0.3f, 0.35f + 0.4f * random.nextFloat()));
    g.fill(SceneKind.box(0, horizon, 1, 1 - horizon));
    building(g, kind, horizon, random);
    trees(g, horizon, random);
  }

  private static void sky(Graphics2D g, double horizon, Random random) {
    float hue = random.nextInt(4) == 0 ? 0.05f : 0.5f + 0.2f * random.nextFloat();
    g.setPaint(
        new GradientPaint(
            0,
            0,
            Color.getHSBColor(hue, 0.8f, 0.3f + 0.6f * random.nextFloat()),
            0,
            (float) horizon,
            Color.getHSBColor(hue, 0.2f, 0.95f)));
    g.fill(SceneKind.box(0, 0, 1, horizon));
    g.setColor(new Color(255, 250, 220));
    double size = 0.04 + 0.08 * random.nextDouble();
    g.fill(
        new Ellipse2D.Double(random.nextDouble(), 0.25 * random.nextDouble(), size, size * 4 / 3));
  }

  private static void hills(Graphics2D g, double horizon, Random random) {
    int peaks = 2 + random.nextInt(6);
    Path2D ridge = new Path2D.Double();
    ridge.moveTo(0, horizon);
    for (int peak = 0; peak <= peaks; peak++) {
      ridge.lineTo((double) peak / peaks, horizon - 0.3 * random.nextDouble());
    }
    ridge.lineTo(1, horizon);
    ridge.closePath();
    g.setColor(Color.getHSBColor(random.nextFloat(), 0.25f, 0.5f));
    g.fill(ridge);
  }

  private static void building(Graphics2D g, SceneKind kind, double horizon, Random random) {
    float hue = random.nextFloat();
    Color light = Color.getHSBColor(hue, 0.2f + 0.6f * random.nextFloat(), 0.9f);
    Color dark = Color.getHSBColor(hue + 0.3f * random.nextFloat(), 0.7f, 0.35f);
    double width = 0.4 + 0.2 * random.nextDouble();
    AffineTransform outside = g.getTransform();
    g.translate(0.35 + 0.3 * random.nextDouble(), horizon + 0.08);
    g.scale(width, -0.6);
    kind.draw(g, light, dark, random);
    g.setTransform(outside);
  }

  private static void trees(Graphics2D g, double horizon, Random random) {
    int trees = random.nextInt(9);
    float hue = 0.2f + 0.25f * random.nextFloat();
    boolean pointed = random.nextBoolean();
    for (int tree = 0; tree < trees; tree++) {
      double x = random.nextDouble();
      double foot = horizon + 0.1 + 0.25 * random.nextDouble();
      double size = 0.06 + 0.08 * random.nextDouble();
      g.setColor(new Color(90, 60, 30));
      g.fill(SceneKind.box(x - size / 10, foot - size, size / 5, size));
      g.setColor(Color.getHSBColor(hue, 0.7f, 0.3f + 0.4f * random.nextFloat()));
      g.fill(
          pointed
              ? SceneKind.triangle(x - size / 2, x + size / 2, foot - size / 2, foot - 2.5 * size)
              : new Ellipse2D.Double(x - size / 2, foot - 2 * size, size, 1.4 * size));
    }
  }
}
