package io.ciderstream.embedding.raster;

import static io.ciderstream.embedding.raster.TestRaster.HEIGHT;
import static io.ciderstream.embedding.raster.TestRaster.WIDTH;
import static io.ciderstream.embedding.raster.TestRaster.onWhite;
import static io.ciderstream.embedding.raster.TestRaster.sample;
import static io.ciderstream.embedding.raster.TestRaster.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures made sample by sample, so that what must come out is known without any decoder. */
class RasterDecoderTest {
  private static final IntBinaryOperator R = TestRaster::red;
  private static final IntBinaryOperator G = TestRaster::green;
  private static final IntBinaryOperator B = TestRaster::blue;
  private static final IntBinaryOperator A = TestRaster::alpha;

  /** Keeps the size of pictures as large as these. */
  private final PictureDecoder decoder =
      new PictureDecoder(new LongestSide(1_000, 1), new PixelBuffers(false), 1 << 20, 1 << 20);

  /** What a pixel must be: red, green, blue. */
  private interface Expected {
    int[] at(int x, int y);
  }

  private static Expected rgb(int bits) {
    return (x, y) ->
        new int[] {
          shown(R.applyAsInt(x, y), bits),
          shown(G.applyAsInt(x, y), bits),
          shown(B.applyAsInt(x, y), bits)
        };
  }

  private static Expected grey(IntBinaryOperator plane, int bits) {
    return (x, y) -> {
      int value = shown(plane.applyAsInt(x, y), bits);
      return new int[] {value, value, value};
    };
  }

  private static Expected withAlpha(Expected colours, int bits) {
    return (x, y) ->
        Arrays.stream(colours.at(x, y))
            .map(colour -> onWhite(colour, shown(A.applyAsInt(x, y), bits)))
            .toArray();
  }

  private static IntBinaryOperator multiplied(IntBinaryOperator plane) {
    return (x, y) -> plane.applyAsInt(x, y) * A.applyAsInt(x, y) / 255;
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "8", "16"})
  void shouldReadGreyPngOfAnyDepthWithAndWithoutAColourKey(int bits) {
    for (boolean interlaced : new boolean[] {false, true}) {
      assertShows(new TestPng(bits, 0, interlaced).bytes(R), grey(R, bits));
      int key = sample(R.applyAsInt(9, 0), bits);
      assertShows(
          new TestPng(bits, 0, interlaced).transparent(key).bytes(R),
          (x, y) ->
              sample(R.applyAsInt(x, y), bits) == key
                  ? new int[] {255, 255, 255}
                  : grey(R, bits).at(x, y));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void shouldReadColourPngOfAnyDepthWithEveryKindOfTransparency(int bits) {
    for (boolean interlaced : new boolean[] {false, true}) {
      assertShows(new TestPng(bits, 2, interlaced).bytes(R, G, B), rgb(bits));
      assertShows(new TestPng(bits, 6, interlaced).bytes(R, G, B, A), withAlpha(rgb(bits), bits));
      assertShows(new TestPng(bits, 4, interlaced).bytes(B, A), withAlpha(grey(B, bits), bits));
      int[] key = {
        sample(R.applyAsInt(5, 7), bits),
        sample(G.applyAsInt(5, 7), bits),
        sample(B.applyAsInt(5, 7), bits)
      };
      assertShows(
          new TestPng(bits, 2, interlaced).transparent(key).bytes(R, G, B),
          (x, y) -> x == 5 && y == 7 ? new int[] {255, 255, 255} : rgb(bits).at(x, y));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void shouldReadPalettesWithTransparency(int bits) {
    byte[] palette = new byte[3 << bits];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = (byte) (i * 37);
    }
    Expected opaque =
        (x, y) -> {
          int at = 3 * sample(R.applyAsInt(x, y), bits);
          return new int[] {palette[at] & 255, palette[at + 1] & 255, palette[at + 2] & 255};
        };
    assertShows(new TestPng(bits, 3, true).chunk("PLTE", palette).bytes(R), opaque);
    assertShows(
        new TestPng(bits, 3, false).chunk("PLTE", palette).chunk("tRNS", (byte) 51).bytes(R),
        (x, y) ->
            sample(R.applyAsInt(x, y), bits) > 0
                ? opaque.at(x, y)
                : Arrays.stream(opaque.at(x, y)).map(colour -> onWhite(colour, 51)).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "1, false", "5, false", "8, false", "32773, false",
    "1, true", "5, true", "8, true", "32773, true"
  })
  void shouldReadTiffInStripsTilesAndPlanes(int compression, boolean separate) {
    for (int bits : new int[] {8, 16}) {
      for (boolean tiled : new boolean[] {false, true}) {
        TestTiff plain = tiff(bits, 2, tiled, separate, R, G, B).compressed(compression);
        assertShows(plain.bytes(), rgb(bits));
        TestTiff unassociated = tiff(bits, 2, tiled, separate, R, G, B, A).compressed(compression);
        assertShows(unassociated.tag(338, 2).bytes(), withAlpha(rgb(bits), bits));
        TestTiff associated =
            tiff(bits, 2, tiled, separate, multiplied(R), multiplied(G), multiplied(B), A);
        assertShows(
            associated.compressed(compression).tag(338, 1).bigEndian().bytes(),
            withAlpha(rgb(16), 16));
        TestTiff grey = tiff(bits, 1, tiled, separate, G, A).compressed(compression);
        assertShows(grey.tag(338, 2).bytes(), withAlpha(grey(G, bits), bits));
      }
    }
  }

  private static TestTiff tiff(
      int bits, int colours, boolean tiled, boolean separate, IntBinaryOperator... planes) {
    TestTiff tiff = new TestTiff(bits, colours, planes);
    if (tiled) {
      tiff.tiled();
    }
    return separate ? tiff.separate() : tiff;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 12, 16})
  void shouldReadGreyTiffOfAnyDepthWhicheverValueIsWhite(int bits) {
    assertShows(new TestTiff(bits, 1, R).bytes(), grey(R, bits));
    assertShows(new TestTiff(bits, 1, R).tiled().bigEndian().bytes(), grey(R, bits));
    assertShows(
        new TestTiff(bits, 0, R).bytes(),
        (x, y) -> Arrays.stream(grey(R, bits).at(x, y)).map(value -> 255 - value).toArray());
  }

  @Test
  void shouldReadOtherFormsOfTiff() {
    assertShows(new TestTiff(8, 2, R, G, B).big().tiled().bytes(), rgb(8));
    assertShows(new TestTiff(8, 2, R, G, B).big().bigEndian().compressed(8).bytes(), rgb(8));
    assertShows(new TestTiff(16, 2, R, G, B).compressed(5).tag(317, 2).bytes(), rgb(16));
    assertShows(
        new TestTiff(8, 2, R, G, B, A).separate().compressed(8).tag(317, 2).tag(338, 0).bytes(),
        rgb(8));
    assertShows(new TestTiff(8, 2, R, G, B, A).bytes(), withAlpha(rgb(8), 8));
    IntBinaryOperator none = (x, y) -> 0;
    assertShows(
        new TestTiff(8, 5, (x, y) -> 255 - red(x, y), (x, y) -> 255 - green(x, y), none, none)
            .bytes(),
        (x, y) -> new int[] {red(x, y), green(x, y), 255});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32773})
  void shouldIgnoreThePredictorOfACompressionThatHasNone(int compression) {
    for (int predictor : new int[] {2, 3}) {
      byte[] tiff = new TestTiff(8, 2, R, G, B).compressed(compression).tag(317, predictor).bytes();
      assertShows(tiff, rgb(8));
    }
  }

  @Test
  void shouldLayAPaletteWithAnAlphaSampleOnWhite() {
    long[] table = new long[3 << 8];
    for (int i = 0; i < table.length; i++) {
      table[i] = i * 37 % 256 * 257L;
    }
    Expected opaque =
        (x, y) -> {
          int at = R.applyAsInt(x, y);
          return new int[] {colour(table, at), colour(table, 256 + at), colour(table, 512 + at)};
        };
    for (int kind : new int[] {1, 2}) {
      byte[] tiff = new TestTiff(8, 3, R, A).tag(320, table).tag(338, kind).bytes();
      assertShows(tiff, withAlpha(opaque, 8));
    }
  }

  private static int colour(long[] table, int at) {
    return (int) (table[at] >> 8);
  }

  @Test
  void shouldNotTakeThePreviewOfCameraRawForThePicture() {
    byte[] dng = new TestTiff(8, 2, R, G, B).tag(50706, 1, 4, 0, 0).bytes();
    assertUnsupported(dng, "camera raw");
    byte[] nef = new TestTiff(8, 2, R, G, B).tag(254, 1).tag(330, 8).bytes();
    assertUnsupported(nef, "camera raw");
    assertShows(new TestTiff(8, 2, R, G, B).tag(254, 1).bytes(), rgb(8));
    assertShows(new TestTiff(8, 2, R, G, B).tag(254, 0).tag(330, 8).bytes(), rgb(8));
  }

  private static int red(int x, int y) {
    return R.applyAsInt(x, y);
  }

  private static int green(int x, int y) {
    return G.applyAsInt(x, y);
  }

  /** Where the first row and the first column are according to TIFF 6.0. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldTurnTiffAsItSaysHoweverItIsStored(int orientation) {
    for (boolean tiled : new boolean[] {false, true}) {
      for (boolean separate : new boolean[] {false, true}) {
        for (int bits : new int[] {8, 16}) {
          byte[] tiff =
              tiff(bits, 2, tiled, separate, R, G, B, A).tag(274, orientation).tag(338, 2).bytes();
          assertShows(tiff, orientation, withAlpha(rgb(bits), bits));
        }
      }
    }
    assertShows(
        new TestTiff(8, 1, B).big().bigEndian().tag(274, orientation).bytes(),
        orientation,
        grey(B, 8));
  }

  @Test
  void shouldReadWhatOnlyLacksItsEnd() {
    byte[] png = new TestPng(8, 2, false).withoutEnd(R, G, B);
    assertShows(png, rgb(8));
    assertShows(Arrays.copyOf(png, png.length - 4), rgb(8));
    assertCode(Arrays.copyOf(png, png.length / 2), ErrorCode.PICTURE_CORRUPT);
  }

  @Test
  void shouldNameWhatIsNotSupportedInsteadOfCallingItTruncated() {
    assertUnsupported(new TestTiff(8, 1, R).tag(339, 3).bytes(), "floating-point samples");
    assertUnsupported(new TestTiff(8, 1, R).tag(339, 2).bytes(), "signed samples");
    assertUnsupported(new TestTiff(8, 1, R).tag(258, 32).bytes(), "32-bit samples");
    assertUnsupported(new TestTiff(8, 1, R).tag(259, 50_000).bytes(), "compression 50000");
    assertUnsupported(new TestTiff(8, 1, R).tag(262, 32_844).bytes(), "colours of kind 32844");
    assertUnsupported(new TestTiff(8, 1, R).compressed(8).tag(317, 3).bytes(), "predictor 3");
  }

  private void assertUnsupported(byte[] content, String why) {
    assertThatThrownBy(() -> decode(content))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT_UNSUPPORTED))
        .hasMessageContaining(why);
  }

  private void assertCode(byte[] content, ErrorCode code) {
    assertThatThrownBy(() -> decode(content))
        .isInstanceOfSatisfying(CiderException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private void assertShows(byte[] content, Expected expected) {
    assertShows(content, 1, expected);
  }

  private void assertShows(byte[] content, int orientation, Expected expected) {
    DecodedPicture picture = decode(content);
    boolean swapped = orientation >= 5;
    assertThat(picture.width()).isEqualTo(swapped ? HEIGHT : WIDTH);
    assertThat(picture.height()).isEqualTo(swapped ? WIDTH : HEIGHT);
    assertThat(picture.pixels().capacity()).isEqualTo(WIDTH * HEIGHT * 3);
    int worst = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int[] found = pixel(picture, x, y, orientation);
        int[] pixel = expected.at(x, y);
        for (int c = 0; c < 3; c++) {
          worst = Math.max(worst, Math.abs(found[c] - pixel[c]));
        }
      }
    }
    assertThat(worst).as("largest difference").isLessThanOrEqualTo(2);
  }

  /** The pixel that is stored at x, y, where it is once the picture is upright. */
  private static int[] pixel(DecodedPicture picture, int x, int y, int orientation) {
    int right = WIDTH - 1 - x;
    int bottom = HEIGHT - 1 - y;
    int column =
        switch (orientation) {
          case 1, 4 -> x;
          case 2, 3 -> right;
          case 5, 8 -> y;
          default -> bottom;
        };
    int row =
        switch (orientation) {
          case 1, 2 -> y;
          case 3, 4 -> bottom;
          case 5, 6 -> x;
          default -> right;
        };
    int at = (row * picture.size().width() + column) * 3;
    ByteBuffer pixels = picture.pixels();
    return new int[] {pixels.get(at) & 255, pixels.get(at + 1) & 255, pixels.get(at + 2) & 255};
  }

  private DecodedPicture decode(byte[] content) {
    return decoder.decode(content, Optional.empty());
  }
}
