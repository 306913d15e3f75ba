package io.ciderstream.embedding.decode;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Resizes as Pillow does, to the bit: a filter that widens with the factor by which is shrunk, in
 * fixed-point numbers, first along rows and then along columns. OpenCV has no such filter, and
 * networks that were trained behind Pillow give another descriptor behind OpenCV's filters.
 *
 * <p>Source: {@code src/libImaging/Resample.c} of Pillow. Only the window that is needed is
 * computed.
 */
final class PillowResize {
  private static final int PRECISION = 32 - 8 - 2;
  private static final int HALF = 1 << (PRECISION - 1);
  private static final int CHANNELS = 3;

  private PillowResize() {}

  /**
   * Resizes a picture, and writes the part of it that lies in the window.
   *
   * @param picture 8-bit, three channels
   * @param place of the picture in the target
   * @param filter of an axis, by how much that axis is shrunk
   * @param target of the size of the placement's input, 8-bit, three channels; padding is not
   *     touched
   */
  static void resize(Mat picture, Placement place, DoubleFunction<Kernel> filter, Mat target) {
    Window columns = Window.of(place.left(), place.input().width(), place.width());
    Window rows = Window.of(place.top(), place.input().height(), place.height());
    Taps across = Taps.of(filter, picture.cols(), place.width(), columns);
    Taps down = Taps.of(filter, picture.rows(), place.height(), rows);
    byte[] line = new byte[picture.cols() * CHANNELS];
    byte[] out = new byte[columns.size * CHANNELS];
    byte[][] narrow =
        new byte[Arrays.stream(down.weights).mapToInt(w -> w.length).max().orElse(0)][];
    int next = down.first[0];
    for (int row = 0; row < rows.size; row++) {
      for (int last = down.first[row] + down.weights[row].length; next < last; next++) {
        picture.ptr(next).get(line);
        narrow[next % narrow.length] = across.alongRow(line, out.length);
      }
      down.alongColumns(narrow, row, out);
      target.ptr(rows.offset + row).position((long) columns.offset * CHANNELS).put(out);
    }
  }

  /**
   * What of a resized axis is needed.
   *
   * @param start first pixel of the resized axis
   * @param size pixels
   * @param offset where it begins in the target
   */
  private record Window(int start, int size, int offset) {
    static Window of(int left, int input, int resized) {
      int start = Math.max(0, left);
      return new Window(start, Math.min(resized, left + input) - start, Math.max(0, -left));
    }
  }

  /** The weights of the pixels that make each pixel of a resized axis. */
  private static final class Taps {
    private final int[] first;
    private final int[][] weights;

    private Taps(int size) {
      first = new int[size];
      weights = new int[size][];
    }

    static Taps of(DoubleFunction<Kernel> filter, int from, int to, Window window) {
      double scale = (double) from / to;
      Kernel kernel = filter.apply(scale);
      double support = kernel.support();
      Taps taps = new Taps(window.size);
      for (int i = 0; i < window.size; i++) {
        double centre = (window.start + i + 0.5) * scale;
        int begin = Math.max(0, (int) (centre - support + 0.5));
        int end = Math.min(from, (int) (centre + support + 0.5));
        double[] real = new double[end - begin];
        double sum = 0;
        for (int x = 0; x < real.length; x++) {
          real[x] = kernel.weight(x + begin - centre + 0.5);
          sum += real[x];
        }
        taps.first[i] = begin;
        taps.weights[i] = fixed(real, sum);
      }
      return taps;
    }

    private static int[] fixed(double[] real, double sum) {
      int[] fixed = new int[real.length];
      for (int x = 0; x < real.length; x++) {
        double share = (sum == 0 ? real[x] : real[x] / sum) * (1 << PRECISION);
        fixed[x] = (int) (share < 0 ? share - 0.5 : share + 0.5);
      }
      return fixed;
    }

    byte[] alongRow(byte[] line, int size) {
      byte[] row = new byte[size];
      int out = 0;
      for (int i = 0; i < first.length; i++) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int in = first[i] * CHANNELS;
        for (int weight : weights[i]) {
          red += (line[in++] & 0xff) * weight;
          green += (line[in++] & 0xff) * weight;
          blue += (line[in++] & 0xff) * weight;
        }
        row[out++] = clip(red);
        row[out++] = clip(green);
        row[out++] = clip(blue);
      }
      return row;
    }

    /** Rows go round in the array, which holds as many as the most weights. */
    void alongColumns(byte[][] rows, int row, byte[] to) {
      int[] sums = new int[to.length];
      Arrays.fill(sums, HALF);
      int in = first[row];
      for (int weight : weights[row]) {
        byte[] line = rows[in++ % rows.length];
        for (int i = 0; i < sums.length; i++) {
          sums[i] += (line[i] & 0xff) * weight;
        }
      }
      for (int i = 0; i < sums.length; i++) {
        to[i] = clip(sums[i]);
      }
    }

    private static byte clip(int sum) {
      return (byte) Math.clamp(sum >> PRECISION, 0, 255);
    }
  }
}
