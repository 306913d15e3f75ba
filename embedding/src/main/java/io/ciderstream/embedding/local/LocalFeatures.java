package io.ciderstream.embedding.local;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The local features of a picture: at its strongest positions, what the network saw there.
 *
 * @param gridWidth columns of the feature map, 1..255
 * @param gridHeight rows of the feature map, 1..255
 * @param cells the positions, {@code row * gridWidth + column}, each once, the strongest first
 * @param values one feature of {@link #dimension()} numbers after another, in the order of the
 *     cells; -127..127, each feature to its own scale, so that only its direction counts
 */
public record LocalFeatures(int gridWidth, int gridHeight, int[] cells, byte[] values) {
  private static final int VERSION = 1;
  private static final int HEADER = 6;
  private static final int MAX_SIDE = 255;

  /** Checks that the values fill the positions, and that these lie in the grid. */
  public LocalFeatures {
    if (gridWidth < 1 || gridHeight < 1 || gridWidth > MAX_SIDE || gridHeight > MAX_SIDE) {
      throw new IllegalArgumentException(
          "The grid of local features is %d x %d, which is not 1 x 1 to %d x %d."
              .formatted(gridWidth, gridHeight, MAX_SIDE, MAX_SIDE));
    }
    if (cells.length == 0 ? values.length != 0 : values.length % cells.length != 0) {
      throw new IllegalArgumentException(
          "%d numbers do not fill %d positions.".formatted(values.length, cells.length));
    }
    for (int cell : cells) {
      if (cell < 0 || cell >= gridWidth * gridHeight) {
        throw new IllegalArgumentException(
            "Position %d lies outside a grid of %d x %d.".formatted(cell, gridWidth, gridHeight));
      }
    }
  }

  /** Returns the number of positions. */
  public int count() {
    return cells.length;
  }

  /** Returns the length of a feature; 0 if there is none. */
  public int dimension() {
    return cells.length == 0 ? 0 : values.length / cells.length;
  }

  /** Returns the column of a position, from 0. */
  int column(int position) {
    return cells[position] % gridWidth;
  }

  /** Returns the row of a position, from 0. */
  int row(int position) {
    return cells[position] / gridWidth;
  }

  /**
   * Returns the bytes of these features: version 1, width, height and dimension as a byte each, the
   * count as two bytes, the cells as two bytes each, the values; big-endian.
   */
  public byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + 2 * cells.length + values.length);
    bytes.put((byte) VERSION).put((byte) gridWidth).put((byte) gridHeight).put((byte) dimension());
    bytes.putShort((short) cells.length);
    for (int cell : cells) {
      bytes.putShort((short) cell);
    }
    return bytes.put(values).array();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are no local features of a known version
   */
  public static LocalFeatures decode(byte[] encoded) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(encoded);
      int version = bytes.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "Local features of version " + version + " are unknown.");
      }
      int width = Byte.toUnsignedInt(bytes.get());
      int height = Byte.toUnsignedInt(bytes.get());
      int dimension = Byte.toUnsignedInt(bytes.get());
      int[] cells = new int[Short.toUnsignedInt(bytes.getShort())];
      if (bytes.remaining() != cells.length * (2 + dimension)) {
        throw new IllegalArgumentException(
            "Local features of %d positions and %d numbers take %d bytes, not %d."
                .formatted(
                    cells.length,
                    dimension,
                    HEADER + cells.length * (2 + dimension),
                    encoded.length));
      }
      for (int i = 0; i < cells.length; i++) {
        cells[i] = Short.toUnsignedInt(bytes.getShort());
      }
      byte[] values = new byte[cells.length * dimension];
      bytes.get(values);
      return new LocalFeatures(width, height, cells, values);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("Local features are cut off.", e);
    }
  }
}
