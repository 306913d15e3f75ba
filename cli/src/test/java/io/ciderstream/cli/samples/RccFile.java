package io.ciderstream.cli.samples;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/** Writes small .rcc files of version 3 for tests, as Qt's rcc lays them out. */
final class RccFile {
  static final int PLAIN = 0;
  static final int ZLIB = 1;
  static final int ZSTD = 4;

  private final Node root = new Node("");

  private static final class Node {
    private final String name;
    private final Map<String, Node> children = new TreeMap<>();
    private byte[] content;
    private int flags;

    private Node(String name) {
      this.name = name;
    }
  }

  RccFile add(String path, byte[] content, int flags) {
    Node node = root;
    for (String part : path.split("/")) {
      node = node.children.computeIfAbsent(part, Node::new);
    }
    node.content = content;
    node.flags = flags;
    return this;
  }

  byte[] bytes() {
    try {
      return write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] write() throws IOException {
    List<Node> order = new ArrayList<>(List.of(root));
    for (int i = 0; i < order.size(); i++) {
      order.addAll(order.get(i).children.values());
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    int nextChild = 1;
    DataOutputStream nodes = new DataOutputStream(tree);
    for (Node node : order) {
      nodes.writeInt(names.size());
      byte[] name = node.name.getBytes(StandardCharsets.UTF_16BE);
      DataOutputStream nameOut = new DataOutputStream(names);
      nameOut.writeShort(node.name.length());
      nameOut.writeInt(node.name.hashCode());
      nameOut.write(name);
      if (node.content == null) {
        nodes.writeShort(2);
        nodes.writeInt(node.children.size());
        nodes.writeInt(nextChild);
        nextChild += node.children.size();
      } else {
        nodes.writeShort(node.flags);
        nodes.writeInt(0);
        nodes.writeInt(data.size());
        byte[] stored = stored(node);
        new DataOutputStream(data).writeInt(stored.length);
        data.write(stored);
      }
      nodes.writeLong(0);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    int header = 24;
    out.writeBytes("qres");
    out.writeInt(3);
    out.writeInt(header + data.size() + names.size());
    out.writeInt(header);
    out.writeInt(header + data.size());
    out.writeInt(0);
    data.writeTo(out);
    names.writeTo(out);
    tree.writeTo(out);
    return all.toByteArray();
  }

  private static byte[] stored(Node node) throws IOException {
    if (node.flags != ZLIB) {
      return node.content;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DataOutputStream(out).writeInt(node.content.length);
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(node.content);
    }
    return out.toByteArray();
  }
}
