package io.ciderstream.cli.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;

/**
 * What stands in the middle of a drawn scene. Each draws itself into the square from (-0.5, 0) to
 * (0.5, 1), the ground being at y = 0 and y growing upwards.
 */
enum SceneKind {
  TOWER("tower") {
    @Override
    void draw(Graphics2D g, Color light, Color dark, Random random) {
      double width = 0.2 + 0.2 * random.nextDouble();
      g.setColor(light);
      g.fill(box(-width / 2, 0, width, 0.8));
      g.setColor(dark);
      g.fill(triangle(-width / 2 - 0.05, width / 2 + 0.05, 0.8, 1));
      int floors = 3 + random.nextInt(5);
      for (int floor = 0; floor < floors; floor++) {
        g.fill(box(-width / 5, 0.1 + 0.65 * floor / floors, 0.4 * width, 0.3 / floors));
      }
    }
  },
  DOME("domed hall") {
    @Override
    void draw(Graphics2D g, Color light, Color dark, Random random) {
      double width = 0.7 + 0.3 * random.nextDouble();
      g.setColor(dark);
      g.fill(new Ellipse2D.Double(-width / 3, 0.1, width / 1.5, 0.75));
      g.fill(box(-0.01, 0.8, 0.02, 0.2));
      g.setColor(light);
      g.fill(box(-width / 2, 0, width, 0.45));
      g.setColor(dark);
      columns(g, width, 0.35, 4 + random.nextInt(6));
    }
  },
  PYRAMID("pyramid") {
    @Override
    void draw(Graphics2D g, Color light, Color dark, Random random) {
      int steps = random.nextInt(7);
      g.setColor(light);
      g.fill(triangle(-0.5, 0.5, 0, 0.8));
      g.setColor(dark);
      g.fill(triangle(0.1 * random.nextDouble(), 0.5, 0, 0.8));
      g.setColor(light.darker());
      for (int step = 1; step <= steps; step++) {
        double y = 0.8 * step / (steps + 1);
        double half = 0.5 * (1 - y / 0.8);
        g.fill(box(-half, y, 2 * half, 0.03));
      }
    }
  },
  BRIDGE("bridge") {
    @Override
    void draw(Graphics2D g, Color light, Color dark, Random random) {
      int arches = 2 + random.nextInt(4);
      g.setColor(light);
      g.fill(box(-0.9, 0, 1.8, 0.5));
      g.setColor(dark);
      double span = 1.8 / arches;
      for (int arch = 0; arch < arches; arch++) {
        double x = -0.9 + arch * span + 0.1 * span;
        g.fill(new Arc2D.Double(x, -0.4, 0.8 * span, 0.8, 0, -180, Arc2D.PIE));
      }
      g.setColor(light.darker());
      g.fill(box(-0.9, 0.5, 1.8, 0.06));
    }
  },
  CASTLE("castle") {
    @Override
    void draw(Graphics2D g, Color light, Color dark, Random random) {
      g.setColor(light);
      g.fill(box(-0.5, 0, 1, 0.4));
      int towers = 2 + random.nextInt(4);
      for (int tower = 0; tower < towers; tower++) {
        double x = -0.5 + 0.85 * tower / (towers - 1);
        double height = 0.45 + 0.35 * random.nextDouble();
        g.setColor(light.darker());
        g.fill(box(x, 0, 0.15, height));
        g.setColor(dark);
        g.fill(triangle(x - 0.02, x + 0.17, height, height + 0.2));
      }
      g.fill(new Ellipse2D.Double(-0.08, -0.12, 0.16, 0.35));
    }
  },
  TEMPLE("temple") {
    @Override
    void draw(Graphics2D g, Color light, Color dark, Random random) {
      double width = 0.8 + 0.3 * random.nextDouble();
      g.setColor(dark);
      g.fill(box(-width / 2, 0, width, 0.55));
      g.setColor(light);
      g.fill(triangle(-width / 2 - 0.05, width / 2 + 0.05, 0.55, 0.8));
      columns(g, width, 0.55, 4 + random.nextInt(5));
      g.fill(box(-width / 2 - 0.05, 0, width + 0.1, 0.06));
    }
  },
  GATE("gate") {
    @Override
    void draw(Graphics2D g, Color light, Color dark, Random random) {
      double opening = 0.2 + 0.15 * random.nextDouble();
      g.setColor(light);
      g.fill(box(-0.4, 0, 0.8, 0.75));
      g.setColor(light.darker());
      g.fill(box(-0.45, 0.75, 0.9, 0.12));
      g.setColor(dark);
      g.fill(box(-opening / 2, 0, opening, 0.4));
      g.fill(new Ellipse2D.Double(-opening / 2, 0.3, opening, 0.2));
      if (random.nextBoolean()) {
        g.fill(box(-0.34, 0, 0.12, 0.3));
        g.fill(box(0.22, 0, 0.12, 0.3));
      }
    }
  },
  LIGHTHOUSE("lighthouse") {
    @Override
    void draw(Graphics2D g, Color light, Color dark, Random random) {
      int stripes = 4 + random.nextInt(6);
      for (int stripe = 0; stripe < stripes; stripe++) {
        double y = 0.8 * stripe / stripes;
        double half = 0.16 - 0.08 * stripe / stripes;
        g.setColor(stripe % 2 == 0 ? dark : light);
        g.fill(box(-half, y, 2 * half, 0.8 / stripes));
      }
      g.setColor(Color.YELLOW);
      g.fill(box(-0.05, 0.8, 0.1, 0.1));
      g.setColor(dark);
      g.fill(triangle(-0.09, 0.09, 0.9, 1));
    }
  };

  private final String word;

  SceneKind(String word) {
    this.word = word;
  }

  /** For people. */
  String word() {
    return word;
  }

  abstract void draw(Graphics2D g, Color light, Color dark, Random random);

  static Shape box(double x, double y, double width, double height) {
    return new Rectangle2D.Double(x, y, width, height);
  }

  static Shape triangle(double left, double right, double bottom, double top) {
    Path2D path = new Path2D.Double();
    path.moveTo(left, bottom);
    path.lineTo(right, bottom);
    path.lineTo((left + right) / 2, top);
    path.closePath();
    return path;
  }

  private static void columns(Graphics2D g, double width, double height, int count) {
    for (int column = 0; column < count; column++) {
      double x = -width / 2 + width * (column + 0.25) / count;
      g.fill(box(x, 0, 0.5 * width / count, height));
    }
  }
}
