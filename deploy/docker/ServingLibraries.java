import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a folder of libraries for an image on Linux x86-64, without the native code for other
 * systems: {@code java ServingLibraries.java FROM TO}. It is a program of one file, as it runs
 * before anything is built.
 */
class ServingLibraries {
  /** Entries that are not loaded, by a pattern of the beginning of the archive's name. */
  private record Unused(String archive, Pattern entries) {}

  private static final List<Unused> UNUSED =
      List.of(
          unused("rocksdbjni-", "librocksdbjni-(?!linux64\\.so$).*|.*\\.dll"),
          unused("onnxruntime-", "ai/onnxruntime/native/(?!linux-x64/).*"),
          unused("onnxruntime_gpu-", "ai/onnxruntime/native/(?!linux-x64/).*"),
          unused("zstd-jni-", "(?!linux/amd64/)(aix|darwin|freebsd|linux|win)/.*"),
          unused("snappy-java-", "org/xerial/snappy/native/(?!Linux/x86_64/).*"),
          unused("lz4-java-", "net/jpountz/util/(?!linux/amd64/)[a-z]+/.*\\.(so|dll|dylib)"),
          unused(
              "milvus-sdk-java-",
              "META-INF/native/(?!.*linux_x86_64\\.so$|.*epoll_x86_64\\.so$).*"),
          // parts that nothing here loads
          unused("openblas-.*-linux-", ".*/libjniopenblas_full\\.so"),
          unused(
              "opencv-.*-linux-",
              ".*/(python/.*|lib(jni)?opencv_(dnn|dnn_superres|java|tracking|xfeatures2d)\\.so.*)"),
          // the image has them as files
          unused("cider-model-train-", "models/.*\\.onnx"));

  private ServingLibraries() {}

  private static Unused unused(String archive, String entries) {
    return new Unused(archive, Pattern.compile(entries));
  }

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Files.createDirectories(Path.of(args[1]));
    try (var files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.contains("pytorch")) {
          throw new IllegalStateException(
              name + " is no library to serve with; build with the Maven profile serving");
        }
        List<Pattern> without =
            UNUSED.stream()
                .filter(unused -> name.matches(unused.archive() + ".*"))
                .map(Unused::entries)
                .toList();
        if (without.isEmpty()) {
          Files.copy(file, to.resolve(name));
        } else {
          copy(file, to.resolve(name), without);
        }
      }
    }
  }

  private static void copy(Path from, Path to, List<Pattern> without) throws IOException {
    int left = 0;
    try (ZipFile in = new ZipFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      Enumeration<? extends ZipEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (without.stream().anyMatch(p -> p.matcher(entry.getName()).matches())) {
          left++;
          continue;
        }
        ZipEntry copied = new ZipEntry(entry.getName());
        copied.setLastModifiedTime(entry.getLastModifiedTime());
        out.putNextEntry(copied);
        try (InputStream content = in.getInputStream(entry)) {
          content.transferTo(out);
        }
        out.closeEntry();
      }
    }
    if (left == 0) {
      throw new IllegalStateException(
          from.getFileName() + " has none of the entries that are left out; correct the pattern");
    }
  }
}
