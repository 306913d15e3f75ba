package io.ciderstream.train.load;

import io.ciderstream.evaluation.yaml.Key;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Brightness, contrast and saturation, a gain by channel, or greyscale: all one linear map of the
 * three channels.
 *
 * @param colour largest relative change of brightness, contrast and saturation, in 0..1
 * @param colourProbability of such a change
 * @param gain largest relative change of a channel, in 0..1
 * @param gainProbability of such a change
 * @param greyProbability of a grey view
 */
public record ColourShift(
    @Key(fallback = "0.4", max = 1) double colour,
    @Key(fallback = "0.8", max = 1, formerly = "colours") double colourProbability,
    @Key(fallback = "0.15", max = 1) double gain,
    @Key(fallback = "0.4", max = 1, formerly = "gains") double gainProbability,
    @Key(fallback = "0.15", max = 1, formerly = "grey") double greyProbability) {
  private static final double[] LUMA = {0.299, 0.587, 0.114};
  private static final double MIDDLE = 127.5;
  private static final int CHANNELS = 3;

  public ColourShift {
    RandomDraws.require("colour", colour);
    RandomDraws.require("colour-probability", colourProbability);
    RandomDraws.require("gain", gain);
    RandomDraws.require("gain-probability", gainProbability);
    RandomDraws.require("grey-probability", greyProbability);
  }

  /**
   * Returns the default: 40 % eight times of ten, channels 15 % four times of ten, grey 15 times of
   * a hundred.
   */
  public static ColourShift standard() {
    return new ColourShift(0.4, 0.8, 0.15, 0.4, 0.15);
  }

  Mat apply(Mat rgb, RandomGenerator random) {
    Matrix matrix = Matrix.identity();
    if (RandomDraws.of(colourProbability, random)) {
      double brightness = 1 + RandomDraws.around(colour, random);
      double contrast = 1 + RandomDraws.around(colour, random);
      double saturation = 1 + RandomDraws.around(colour, random);
      matrix.saturate(saturation);
      matrix.scale(brightness * contrast, MIDDLE * (1 - contrast));
    }
    if (RandomDraws.of(gainProbability, random)) {
      for (int c = 0; c < CHANNELS; c++) {
        matrix.gain(c, 1 + RandomDraws.around(gain, random));
      }
    }
    if (RandomDraws.of(greyProbability, random)) {
      matrix.saturate(0);
    }
    Mat changed = new Mat();
    opencv_core.transform(rgb, changed, matrix.mat());
    return changed;
  }

  /** Rows are outputs, columns are inputs and the constant. */
  record Matrix(double[][] rows) {
    static Matrix identity() {
      return new Matrix(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}});
    }

    void gain(int channel, double factor) {
      for (int column = 0; column <= CHANNELS; column++) {
        rows[channel][column] *= factor;
      }
    }

    void scale(double factor, double constant) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        gain(channel, factor);
        rows[channel][CHANNELS] += constant;
      }
    }

    /** Mixes in the grey of the colours so far: 1 changes nothing, 0 leaves grey. */
    void saturate(double share) {
      for (int column = 0; column <= CHANNELS; column++) {
        double luma = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
          luma += LUMA[channel] * rows[channel][column];
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
          rows[channel][column] = share * rows[channel][column] + (1 - share) * luma;
        }
      }
    }

    Mat mat() {
      double[] flat = new double[CHANNELS * (CHANNELS + 1)];
      for (int channel = 0; channel < CHANNELS; channel++) {
        System.arraycopy(rows[channel], 0, flat, channel * (CHANNELS + 1), CHANNELS + 1);
      }
      return new Mat(CHANNELS, CHANNELS + 1, opencv_core.CV_64FC1, new DoublePointer(flat));
    }
  }
}
