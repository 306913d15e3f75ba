import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Takes Confluent's client of the schema registry from a jar of Apache Pinot, which carries it
 * unchanged except that its libraries, Jackson and Guava, are renamed. Gives them their own names
 * back, so that the classes are those that Confluent publishes and use the libraries of the class
 * path. The build runs this file; see {@code schemas/pom.xml}.
 */
public final class RegistryClient {
  /** What is taken: three artifacts of Confluent, each with the file that tells its version. */
  private static final List<String> TAKEN =
      List.of(
          "io/confluent/kafka/schemaregistry/",
          "io/confluent/kafka/serializers/",
          "META-INF/maven/io.confluent/kafka-schema-registry-client/",
          "META-INF/maven/io.confluent/kafka-schema-serializer/",
          "META-INF/maven/io.confluent/kafka-avro-serializer/",
          "META-INF/services/io.confluent.kafka.");

  /** This one needs classes that Kafka no longer has. */
  private static final String LEFT_OUT = "io/confluent/kafka/serializers/KafkaAvroDecoder.class";

  private static final String RENAMED = "org/apache/pinot/shaded/";

  private RegistryClient() {}

  /** Takes the jar and the folder of classes. */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path classes = Path.of(args[1]);
    Path done = jar.resolveSibling("done");
    if (Files.exists(done)
        && Files.getLastModifiedTime(done).compareTo(Files.getLastModifiedTime(jar)) > 0
        && Files.isDirectory(classes.resolve(TAKEN.get(0)))) {
      return;
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : taken(zip)) {
        Path file = classes.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.write(
              file,
              entry.getName().endsWith(".class") ? withOwnNames(in) : in.readAllBytes());
        }
      }
    }
    Files.writeString(done, "");
  }

  private static List<ZipEntry> taken(ZipFile zip) {
    List<ZipEntry> taken = new ArrayList<>();
    zip.stream()
        .filter(entry -> !entry.isDirectory() && !entry.getName().equals(LEFT_OUT))
        .filter(entry -> TAKEN.stream().anyMatch(entry.getName()::startsWith))
        .forEach(taken::add);
    return taken;
  }

  /** Names are texts of the constant pool, which other parts of a class refer to by number. */
  private static byte[] withOwnNames(InputStream from) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataInputStream in = new DataInputStream(from);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(in.readLong()); // magic number and version
    int constants = in.readUnsignedShort();
    out.writeShort(constants);
    for (int i = 1; i < constants; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      switch (tag) {
        case 1 ->
            out.writeUTF(
                in.readUTF().replace(RENAMED, "").replace(RENAMED.replace('/', '.'), ""));
        case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2));
        case 15 -> out.write(in.readNBytes(3));
        case 3, 4, 9, 10, 11, 12, 17, 18 -> out.write(in.readNBytes(4));
        case 5, 6 -> {
          out.write(in.readNBytes(8));
          i++; // a number of 64 bits takes two places
        }
        default -> throw new IOException("unknown constant " + tag);
      }
    }
    in.transferTo(out);
    return bytes.toByteArray();
  }
}
