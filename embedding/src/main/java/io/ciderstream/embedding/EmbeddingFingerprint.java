package io.ciderstream.embedding;

import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.infer.OnnxRuntime;
import io.ciderstream.schemas.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;

/**
 * Names all that determines an embedding besides the picture: model files, options, the code of
 * this module and the versions of its libraries. A new build of this module has a new fingerprint,
 * since a change of its decoders changes embeddings as much as another model does.
 */
final class EmbeddingFingerprint {
  private EmbeddingFingerprint() {}

  /**
   * Returns the fingerprint of an embedder with the model's own input sizes.
   *
   * @param files the model files that its sessions run, each in its place
   */
  static String of(EmbeddingOptions options, List<OnnxModelFile> files) {
    return "%s\npasses %d\ncuda %s\n%s\nONNX Runtime %s\nOpenCV %s\ncode %s"
        .formatted(
            String.join("\n", files.stream().map(OnnxModelFile::sha256).toList()),
            options.passes().count(),
            options.inference().cuda(),
            options.decode().limits(),
            OnnxRuntime.version(),
            opencv_core.class.getPackage().getImplementationVersion(),
            Code.DIGEST);
  }

  /** Returns one that no other embedder has. */
  static String unique() {
    return UUID.randomUUID().toString();
  }

  private static final class Code {
    static final String DIGEST = digest(OnnxEmbedder.class.getProtectionDomain().getCodeSource());

    private static String digest(CodeSource source) {
      if (source == null) {
        return unique();
      }
      try (Stream<Path> tree = Files.walk(Path.of(source.getLocation().toURI()))) {
        MessageDigest digest = Sha256.newDigest();
        for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
          digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
      } catch (IOException | URISyntaxException | IllegalArgumentException e) {
        return unique(); // code from elsewhere than files cannot be compared
      }
    }
  }
}
