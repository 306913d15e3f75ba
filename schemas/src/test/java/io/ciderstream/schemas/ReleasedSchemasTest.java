package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {
  private static final Path RELEASED = Path.of("released");

  static Stream<Schema> current() {
    return Stream.of(
        Image.getClassSchema(),
        Descriptor.getClassSchema(),
        Query.getClassSchema(),
        Reply.getClassSchema());
  }

  @ParameterizedTest
  @MethodSource("current")
  void shouldReadAndBeReadByEveryRelease(Schema now) throws IOException {
    for (Path release : releases()) {
      Schema then = new SchemaParser().parse(release.resolve(now.getName() + ".avsc")).mainSchema();
      assertCompatible(now, then, release);
      assertCompatible(then, now, release);
    }
  }

  @Test
  void shouldNoticeAFieldWithoutDefault() {
    String text = Image.getClassSchema().toString();
    Schema grown =
        new Schema.Parser()
            .parse(text.replace("\"fields\":[", "\"fields\":[{\"name\":\"x\",\"type\":\"int\"},"));
    assertThat(type(grown, Image.getClassSchema())).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static List<Path> releases() throws IOException {
    try (var folders = Files.list(RELEASED)) {
      List<Path> found = folders.filter(Files::isDirectory).sorted().toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  private static void assertCompatible(Schema reader, Schema writer, Path release) {
    assertThat(type(reader, writer))
        .as(
            "%s of %s and of today must read each other; give new fields a default",
            reader, release)
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static SchemaCompatibilityType type(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }
}
