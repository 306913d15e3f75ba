package io.ciderstream.streams.reuse;

import io.ciderstream.schemas.FolderDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * Loads RocksDB's native library. By itself it would unpack 15 MB into the temporary folder, and a
 * process that is killed would leave them there.
 */
final class RocksLibrary {
  private RocksLibrary() {}

  /**
   * Loads the library once for this process.
   *
   * @param folder where it may be unpacked for the moment
   * @throws IOException if it cannot be unpacked
   * @throws LinkageError if it does not fit this machine
   */
  static synchronized void load(Path folder) throws IOException {
    Path unpacked = Files.createTempDirectory(folder, "native-");
    try {
      NativeLibraryLoader.getInstance().loadLibrary(unpacked.toString());
      RocksDB.loadLibrary();
    } finally {
      delete(unpacked);
    }
  }

  private static void delete(Path folder) {
    try {
      FolderDeletion.delete(folder);
    } catch (IOException e) {
      folder.toFile().deleteOnExit(); // where a library that is in use cannot be deleted
    }
  }
}
