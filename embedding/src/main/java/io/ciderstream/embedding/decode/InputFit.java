package io.ciderstream.embedding.decode;

import java.util.List;

/**
 * How a picture becomes the network's input.
 *
 * @param sizes of the input
 * @param resampling the filter
 * @param padding red, green and blue around a picture that does not fill the input, 0..255 each
 */
public record InputFit(InputSizes sizes, Resampling resampling, List<Integer> padding) {
  private static final List<Integer> BLACK = List.of(0, 0, 0);

  /** Checks the colour. */
  public InputFit {
    padding = List.copyOf(padding);
    if (padding.size() != BLACK.size()
        || padding.stream().anyMatch(sample -> sample < 0 || sample > 255)) {
      throw new IllegalArgumentException(
          "padding %s is not three numbers of 0 to 255".formatted(padding));
    }
  }

  /** Returns the fit of this project's own models: OpenCV's filters, no padding. */
  public static InputFit ofOpenCv(InputSizes sizes) {
    return new InputFit(sizes, Resampling.OPENCV, BLACK);
  }

  /** Returns the same for other sizes. */
  public InputFit with(InputSizes others) {
    return new InputFit(others, resampling, padding);
  }
}
