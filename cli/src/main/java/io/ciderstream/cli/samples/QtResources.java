package io.ciderstream.cli.samples;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/**
 * Reads Qt's binary resource files (.rcc) of versions 1 to 3: big-endian, a header of the magic
 * {@code qres}, the version and the offsets of tree, data and names. The tree is an array of nodes:
 * offset of the name, flags, then for a folder the number and the index of its children, for a file
 * its locale and the offset of its data. The format is that of Qt's own {@code rcc} tool.
 */
final class QtResources {
  private static final int MAGIC = 0x71726573;
  private static final int NODE_BYTES_V1 = 14;
  private static final int NODE_BYTES = 22;
  private static final int ZLIB = 1;
  private static final int FOLDER = 2;
  private static final int ZSTD = 4;
  private static final int MAX_FILE_BYTES = 64 << 20;

  private final ByteBuffer bytes;
  private final int nodeBytes;
  private final int tree;
  private final int data;
  private final int names;
  private final Map<String, byte[]> files = new TreeMap<>();

  private QtResources(ByteBuffer bytes) throws IOException {
    this.bytes = bytes;
    if (bytes.getInt(0) != MAGIC) {
      throw new IOException("not a Qt resource file");
    }
    nodeBytes = bytes.getInt(4) == 1 ? NODE_BYTES_V1 : NODE_BYTES;
    tree = bytes.getInt(8);
    data = bytes.getInt(12);
    names = bytes.getInt(16);
  }

  /**
   * @return the content of each file by its path, which has no slash in front
   * @throws IOException if it is no whole .rcc file, or has a file compressed with Zstandard
   */
  static Map<String, byte[]> read(byte[] rcc) throws IOException {
    try {
      QtResources resources = new QtResources(ByteBuffer.wrap(rcc));
      resources.readFolder(0, "");
      return resources.files;
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new IOException("the Qt resource file is damaged", e);
    }
  }

  private void readFolder(int index, String prefix) throws IOException {
    int node = tree + index * nodeBytes;
    int count = bytes.getInt(node + 6);
    int first = bytes.getInt(node + 10);
    if (first <= index) {
      throw new IOException("the Qt resource file is damaged: a folder comes after its content");
    }
    for (int child = first; child < first + count; child++) {
      int flags = bytes.getShort(tree + child * nodeBytes + 4);
      String path = prefix + name(bytes.getInt(tree + child * nodeBytes));
      if ((flags & FOLDER) != 0) {
        readFolder(child, path + "/");
      } else {
        files.put(path, content(bytes.getInt(tree + child * nodeBytes + 10), flags, path));
      }
    }
  }

  private String name(int offset) {
    int characters = Short.toUnsignedInt(bytes.getShort(names + offset));
    int afterLengthAndHash = names + offset + 6;
    return new String(slice(afterLengthAndHash, 2 * characters), StandardCharsets.UTF_16BE);
  }

  private byte[] content(int offset, int flags, String path) throws IOException {
    byte[] stored = slice(data + offset + 4, bytes.getInt(data + offset));
    if ((flags & ZSTD) != 0) {
      throw new IOException(path + " is compressed with Zstandard, which is not read here");
    }
    return (flags & ZLIB) != 0 ? inflate(stored, path) : stored;
  }

  private static byte[] inflate(byte[] stored, String path) throws IOException {
    int size = ByteBuffer.wrap(stored).getInt();
    if (size < 0 || size > MAX_FILE_BYTES) {
      throw new IOException("%s announces %d bytes".formatted(path, Integer.toUnsignedLong(size)));
    }
    try (var in = new InflaterInputStream(new ByteArrayInputStream(stored, 4, stored.length - 4))) {
      return in.readNBytes(size);
    }
  }

  private byte[] slice(int from, int length) {
    Objects.checkFromIndexSize(from, length, bytes.limit());
    byte[] slice = new byte[length];
    bytes.get(from, slice);
    return slice;
  }
}
