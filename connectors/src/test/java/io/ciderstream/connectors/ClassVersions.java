package io.ciderstream.connectors;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/** Reads which Java the classes of a jar are for. */
final class ClassVersions {
  private static final int MAGIC = 0xCAFEBABE;

  /** The version of class files of Java 17. */
  private static final int JAVA_17 = 61;

  private ClassVersions() {}

  /** Returns the classes that Java 17 would load from a jar but cannot. */
  static List<String> tooNewForJava17(Path jar) throws IOException {
    List<String> found = new ArrayList<>();
    // of several versions of a class, those that Java 17 takes
    try (JarFile file =
        new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.Version.parse("17"))) {
      for (JarEntry entry : file.versionedStream().toList()) {
        if (entry.getName().endsWith(".class") && version(file, entry) > JAVA_17) {
          found.add(jar.getFileName() + ": " + entry.getRealName());
        }
      }
    }
    return found;
  }

  private static int version(JarFile file, JarEntry entry) throws IOException {
    try (InputStream in = file.getInputStream(entry);
        DataInputStream data = new DataInputStream(in)) {
      if (data.readInt() != MAGIC) {
        throw new IOException(entry + " is no class");
      }
      data.readUnsignedShort();
      return data.readUnsignedShort();
    }
  }
}
