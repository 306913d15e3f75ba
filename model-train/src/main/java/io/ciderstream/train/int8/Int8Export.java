package io.ciderstream.train.int8;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.train.CheckpointExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the int8 file of an exported model, and a card in JSON next to it. */
public final class Int8Export {
  private static final PictureLimits LIMITS = new PictureLimits(512 << 20, 1 << 30);

  private Int8Export() {}

  /**
   * Quantises a model file and writes both files, replacing what is there.
   *
   * @param model an exported ONNX file, in fp32 or fp16
   * @param file the ONNX file to write
   * @param pictures photographs like those that will be embedded; unreadable ones are logged
   * @param log receives a line about each step
   * @throws CiderException MODEL_INVALID if the model cannot be quantised
   * @throws IllegalArgumentException if there are too few pictures, or no layer of a name
   */
  public static Int8Model export(
      Path model, Path file, List<Path> pictures, Int8Options options, Consumer<String> log) {
    try {
      byte[] fp32 = Files.readAllBytes(model);
      List<DecodedPicture> decoded = decode(model, pictures, log);
      Int8Model int8 = Int8Quantiser.quantise(fp32, decoded, options, log);
      FileReplacement.write(file, int8.onnx());
      FileReplacement.write(CheckpointExport.cardOf(file), Int8Card.of(model, fp32, int8));
      return int8;
    } catch (IOException e) {
      throw new UncheckedIOException("The model " + model + " cannot be read.", e);
    }
  }

  private static List<DecodedPicture> decode(Path file, List<Path> pictures, Consumer<String> log) {
    List<DecodedPicture> decoded = new ArrayList<>();
    try (OnnxModel model = new OnnxModelFile(file).open(Cuda.OFF, 1, false)) {
      PictureDecoder decoder = new PictureDecoder(model.fit(), new PixelBuffers(), LIMITS);
      for (Path picture : pictures) {
        try {
          decoded.add(decoder.decode(Files.readAllBytes(picture), Optional.empty()));
        } catch (IOException | CiderException e) {
          log.accept("%s is left out: %s".formatted(picture, e.getMessage()));
        }
      }
    }
    return decoded;
  }
}
