package io.ciderstream.index.descriptor;

import static io.ciderstream.index.Samples.MODEL;
import static io.ciderstream.index.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ciderstream.index.Change;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.MetadataLimits;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DescriptorCodecTest {
  private static final Map<String, Object> METADATA =
      Map.of("s", "x\"y", "l", 9_007_199_254_740_993L, "d", 2.0, "big", 1e30, "b", true);

  private static final DescriptorLayout LAYOUT = new DescriptorLayout(2, true);

  @Test
  void shouldReadWhatItWrites() {
    Row row =
        row("id", 5, METADATA, MODEL, 0.25f, -1).withLocalFeatures(new byte[] {1, -128, 127, 0});
    var json = DescriptorCodec.write(row, LAYOUT);
    Map<String, Object> fields = new HashMap<>();
    json.entrySet()
        .forEach(
            entry ->
                fields.put(
                    entry.getKey(),
                    entry.getValue().isJsonPrimitive()
                        ? entry.getValue().getAsJsonPrimitive().isString()
                            ? entry.getValue().getAsString()
                            : (Object) entry.getValue().getAsLong()
                        : entry.getValue()));
    fields.put(DescriptorFields.VECTOR, List.of(0.25f, -1f));
    assertThat(DescriptorCodec.read(MODEL.hash(), fields))
        .usingRecursiveComparison()
        .isEqualTo(row);
  }

  @Test
  void shouldRefuseMetadataThatMilvusCannotKeep() {
    refused(Map.of("d", Double.NaN), "metadata of id: 'd' is NaN");
    refused(Map.of("o", List.of()), "metadata of id: 'o' is []");
    refused(Map.of("s", "é".repeat(40_000)), "80008 bytes");
  }

  /** What the sink sends is this text, so this is what Milvus' limit is about. */
  @Test
  void shouldCountTheBytesThatAreSent() {
    Random random = new Random(12);
    for (int i = 0; i < 300; i++) {
      Map<String, Object> metadata = new HashMap<>();
      for (int n = random.nextInt(6); n > 0; n--) {
        metadata.put("n" + text(random), value(random));
      }
      String sent =
          DescriptorCodec.write(row("id", 5, metadata, MODEL, 1), LAYOUT)
              .get(DescriptorFields.METADATA)
              .toString();
      assertThat(MetadataLimits.jsonBytes(metadata))
          .as(sent)
          .isEqualTo(sent.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private static Object value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt();
      case 2 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 52));
      case 3 -> random.nextFloat();
      case 4 -> random.nextBoolean();
      default -> text(random);
    };
  }

  private static String text(Random random) {
    int[] ends = {0x20, 0x80, 0x800, 0xd800, 0x2030};
    return random
        .ints(random.nextInt(20), 0, ends.length)
        .map(kind -> kind == 4 ? 0x2020 + random.nextInt(16) : random.nextInt(ends[kind]))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .appendCodePoint(0x1f34e)
        .toString();
  }

  @Test
  void shouldReadALargeNumberThatAServerWroteWithoutItsExponent() {
    JsonObject metadata = JsonParser.parseString("{\"n\":100000000000000000000}").getAsJsonObject();
    Map<String, Object> fields = new HashMap<>();
    fields.put(DescriptorFields.ID, "id");
    fields.put(DescriptorFields.METADATA, metadata);
    fields.put(DescriptorFields.BOXES, JsonParser.parseString("{\"boxes\":[]}").getAsJsonObject());
    for (String name :
        List.of(
            DescriptorFields.CAPTURED_AT,
            DescriptorFields.WIDTH,
            DescriptorFields.HEIGHT,
            DescriptorFields.SOURCE_PARTITION,
            DescriptorFields.SOURCE_OFFSET,
            DescriptorFields.SOURCE_TIMESTAMP)) {
      fields.put(name, 1L);
    }
    assertThat(DescriptorCodec.read(MODEL.hash(), fields).metadata()).containsEntry("n", 1e20);
  }

  @Test
  void shouldRefuseMoreBoxesThanMilvusKeeps() {
    BoundingBox box = new BoundingBox(0.12345678f, 0, 1, 1, 0.5f);
    Row row = row("id", 0, 1);
    Row many =
        new Row(
            row.id(),
            row.vector(),
            row.model(),
            row.metadata(),
            new PictureInfo(OptionalLong.empty(), Collections.nCopies(4_000, box), 1, 1),
            row.source());
    assertThatThrownBy(() -> DescriptorCodec.write(many, LAYOUT))
        .hasMessageContaining("4000 boxes of id");
  }

  @Test
  void shouldRefuseAControlCharacterInTheId() {
    assertThatThrownBy(() -> DescriptorCodec.write(row("a\nb", 0, 1), LAYOUT))
        .hasMessageContaining("KEY_INVALID");
  }

  @Test
  void shouldRefuseAnIdOfTooManyBytes() {
    assertThatThrownBy(() -> DescriptorCodec.write(row("bad" + "é".repeat(300), 2, 1, 1), LAYOUT))
        .hasMessageContaining("KEY_INVALID")
        .hasMessageContaining("603 bytes");
  }

  private static void refused(Map<String, Object> metadata, String detail) {
    assertThatThrownBy(() -> DescriptorCodec.write(row("id", 0, metadata, MODEL, 1), LAYOUT))
        .hasMessageContaining("METADATA_INVALID")
        .hasMessageContaining(detail);
  }

  private static String localFeatures(Row row, DescriptorLayout layout) {
    JsonElement written = DescriptorCodec.write(row, layout).get(DescriptorFields.LOCAL_FEATURES);
    return written == null ? null : written.getAsString();
  }

  @Test
  void shouldLeaveLocalFeaturesOutOfOlderCollectionsAndWhereTheyDoNotFit() {
    Row row = row("id", 0, 1, 0);
    assertThat(localFeatures(row, LAYOUT)).isEmpty();
    assertThat(localFeatures(row.withLocalFeatures(new byte[3]), LAYOUT)).isEqualTo("AAAA");
    assertThat(localFeatures(row.withLocalFeatures(new byte[3]), new DescriptorLayout(2, false)))
        .isNull();
    int most = FieldSpec.MAX_VARCHAR / 4 * 3;
    assertThat(localFeatures(row.withLocalFeatures(new byte[most]), LAYOUT))
        .hasSize(most / 3 * 4)
        .hasSizeLessThanOrEqualTo(FieldSpec.MAX_VARCHAR);
    assertThat(localFeatures(row.withLocalFeatures(new byte[most + 1]), LAYOUT)).isEmpty();
  }

  @Test
  void shouldReadBrokenLocalFeaturesAsNone() {
    assertThat(DescriptorCodec.readLocalFeatures("no Base64!")).isEmpty();
    assertThat(DescriptorCodec.readLocalFeatures(null)).isEmpty();
  }

  @Test
  void shouldCountTheLocalFeaturesThatAreSent() {
    Row row = row("id", 0, 1, 0);
    long with = DescriptorCodec.bytes(new Change.Upsert(row.withLocalFeatures(new byte[3000])));
    assertThat(with - DescriptorCodec.bytes(new Change.Upsert(row))).isEqualTo(4000);
  }
}
