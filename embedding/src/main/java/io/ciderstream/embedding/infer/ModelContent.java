package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.describe.DescriptionReader;
import io.ciderstream.embedding.describe.ModelReading;
import io.ciderstream.embedding.graph.OnnxHeader;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.schemas.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A model file and what belongs to it: the files with its weights, if they are outside, and its
 * description, if that is a YAML file.
 *
 * @param bytes of the ONNX file
 * @param header what it says about itself; empty if it is no ONNX file
 * @param reading how it is served, or why not
 * @param sha256 of all that determines a descriptor, 64 hex digits; that of the ONNX file if there
 *     is nothing else
 */
record ModelContent(
    byte[] bytes, Optional<OnnxHeader> header, ModelReading reading, String sha256) {
  private static final int BUFFER = 1 << 20;

  /** What an array holds in every virtual machine. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /**
   * Reads a model file and what belongs to it.
   *
   * @throws IOException if one of the files cannot be read
   */
  static ModelContent read(Path file) throws IOException {
    byte[] bytes = readAll(file);
    OnnxHeader header;
    try {
      header = OnnxHeader.of(bytes);
    } catch (IllegalArgumentException e) {
      return new ModelContent(
          bytes,
          Optional.empty(),
          ModelReading.refused(ErrorCode.MODEL_INVALID, List.of(e.getMessage())),
          Sha256.hex(bytes));
    }
    StringBuilder parts = new StringBuilder();
    for (String name : header.weightFiles()) {
      parts.append("%s %s\n".formatted(name, sha256(file.resolveSibling(name))));
    }
    ModelReading reading;
    if (OnnxMetadata.isIn(header) || WeightsMetadata.base(header.metadata()).isPresent()) {
      reading = OnnxMetadata.read(header);
    } else {
      reading = describe(file, header);
      reading.description().ifPresent(served -> parts.append(served.canonical()));
    }
    String own = Sha256.hex(bytes);
    return new ModelContent(
        bytes,
        Optional.of(header),
        reading,
        parts.isEmpty() ? own : Sha256.hex((own + "\n" + parts).getBytes(StandardCharsets.UTF_8)));
  }

  private static ModelReading describe(Path file, OnnxHeader header) throws IOException {
    Path yaml = DescriptionReader.fileOf(file);
    try {
      return DescriptionReader.read(
          file,
          header,
          Files.exists(yaml) ? Optional.of(Files.readString(yaml)) : Optional.empty());
    } catch (CharacterCodingException e) {
      return ModelReading.refused(
          ErrorCode.MODEL_DESCRIPTION_INVALID, List.of(FileTrouble.reason(e)));
    }
  }

  private static byte[] readAll(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (OutOfMemoryError e) {
      throw new FileSystemException(file.toString(), null, tooLarge(Files.size(file)));
    }
  }

  private static String tooLarge(long bytes) {
    return bytes > MOST_BYTES
        ? "it has more than 2 GB; export it with its weights in a separate file"
        : "the heap of %d MB has no room for its %d MB; raise CIDER_HEAP"
            .formatted(Runtime.getRuntime().maxMemory() >> 20, bytes >> 20);
  }

  /** Returns whether weights are in other files, so that a session must be made from the path. */
  boolean hasWeightFiles() {
    return header.map(known -> !known.weightFiles().isEmpty()).orElse(false);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
