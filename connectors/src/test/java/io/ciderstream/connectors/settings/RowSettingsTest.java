package io.ciderstream.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.rows.FieldRule;
import io.ciderstream.connectors.rows.FieldSource;
import io.ciderstream.connectors.rows.RowOptions;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.VectorIndexPlan;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowSettingsTest {
  @Test
  void shouldHaveDefaults() {
    RowOptions rows = rows(Settings.of(RowSettings.COLLECTION, "c"));
    assertThat(rows.plan())
        .isEqualTo(
            new CollectionPlan(
                true,
                new CollectionPlan.Key("id", 512),
                new CollectionPlan.Fields(
                    List.of(FieldSpec.of("vector", FieldKind.FLOAT_VECTOR, 0, false)),
                    true,
                    Evolution.DYNAMIC,
                    false),
                new CollectionPlan.Partitioning(Optional.empty(), false),
                new VectorIndexPlan(Map.of(), Map.of(), Map.of()),
                CollectionPlans.NAMES));
    assertThat(rows.mapping().key()).isEqualTo(new FieldSource.Key(List.of()));
    assertThat(rows.mapping().database()).isEmpty();
    assertThat(rows.mapping().partition()).isEmpty();
    assertThat(rows.mapping().partitionSource()).isEmpty();
    assertThat(rows.mapping().fields().rules()).isEmpty();
    assertThat(rows.mapping().fields().constants()).isEmpty();
    assertThat(rows.mapping().fields().keepUnmapped()).isTrue();
    assertThat(rows.mapping().fields().declared()).containsExactly("vector");
    assertThat(rows.mapping().routing().collection("any")).isEqualTo("c");
    assertThat(rows.batch()).isEqualTo(new BatchLimits(128, 32 << 20));
  }

  @Test
  void shouldMapEachSetting() {
    RowOptions rows =
        rows(
            Settings.of(RowSettings.COLLECTION, "c")
                .with(RowSettings.TOPICS_COLLECTIONS, "a.*=b")
                .with(RowSettings.CREATE, "false")
                .with(RowSettings.DYNAMIC, "false")
                .with(RowSettings.KEY_FROM, "@key.id")
                .with(RowSettings.KEY_NAME, "pk")
                .with(RowSettings.KEY_BYTES, "99")
                .with(RowSettings.VECTORS, "v,w:SparseFloatVector,x:Float16Vector:8")
                .with(RowSettings.TYPES, "tags:Array<VarChar>:32, title:varchar:200")
                .with(RowSettings.INDEX_TYPE, "FLAT,x=DISKANN")
                .with(RowSettings.INDEX_METRIC, "L2")
                .with(RowSettings.INDEX_PARAMS, "M=8,x.search_list=100")
                .with(RowSettings.MAP, "a=b")
                .with(RowSettings.CONSTANTS, "c=1,d=1.5,e=true,f=x")
                .with(RowSettings.UNMAPPED, "drop")
                .with(RowSettings.EVOLUTION, "REFUSE")
                .with(RowSettings.DATABASE_FROM, "@header.db")
                .with(RowSettings.PARTITION_KEY, "title")
                .with(RowSettings.GUARD, "true")
                .with(IndexSettings.BATCH_ROWS, "9")
                .with(IndexSettings.BATCH_BYTES, "100000"));
    assertThat(rows.plan())
        .isEqualTo(
            new CollectionPlan(
                false,
                new CollectionPlan.Key("pk", 99),
                new CollectionPlan.Fields(
                    List.of(
                        FieldSpec.of("v", FieldKind.FLOAT_VECTOR, 0, false),
                        FieldSpec.of("w", FieldKind.SPARSE_FLOAT_VECTOR, 0, false),
                        FieldSpec.of("x", FieldKind.FLOAT16_VECTOR, 8, false),
                        new FieldSpec(
                            "tags", FieldKind.ARRAY, 0, Optional.of(FieldKind.VARCHAR), 32, false),
                        FieldSpec.of("title", FieldKind.VARCHAR, 200, false)),
                    false,
                    Evolution.REFUSE,
                    true),
                new CollectionPlan.Partitioning(Optional.of("title"), false),
                new VectorIndexPlan(
                    Map.of("", "FLAT", "x", "DISKANN"),
                    Map.of("", "L2"),
                    Map.of("", Map.of("M", "8"), "x", Map.of("search_list", "100"))),
                CollectionPlans.NAMES));
    assertThat(rows.mapping().key()).isEqualTo(new FieldSource.Key(List.of("id")));
    assertThat(rows.mapping().database()).hasValue(new FieldSource.OfHeader("db"));
    assertThat(rows.mapping().fields().rules()).containsExactly(FieldRule.parse("a=b"));
    assertThat(rows.mapping().fields().constants())
        .isEqualTo(Map.of("c", 1L, "d", 1.5, "e", true, "f", "x"));
    assertThat(rows.mapping().fields().keepUnmapped()).isFalse();
    assertThat(rows.mapping().fields().declared()).hasSize(5).contains("v", "tags");
    assertThat(rows.mapping().routing().collection("ab")).isEqualTo("b");
    assertThat(rows.mapping().routing().collection("other")).isEqualTo("c");
    assertThat(rows.batch()).isEqualTo(new BatchLimits(9, 100_000));
  }

  @Test
  void shouldNameEachSettingOfAPlanOnce() {
    assertThat(CollectionPlans.NAMES.names())
        .hasSize(PlanSetting.values().length)
        .containsEntry(PlanSetting.MAPPING, "fields.map")
        .containsEntry(PlanSetting.GUARD, "position.guard");
    assertThat(CollectionPlans.NAMES.names().values()).doesNotHaveDuplicates();
  }

  @Test
  void shouldMapEachKindOfPartition() {
    Settings fixed = Settings.of(RowSettings.COLLECTION, "c").with(RowSettings.PARTITION, "p");
    assertThat(rows(fixed).mapping().partition()).hasValue("p");
    Settings read = Settings.of(RowSettings.COLLECTION, "c");
    RowOptions rows = rows(read.with(RowSettings.PARTITION_FROM, "city"));
    assertThat(rows.mapping().partitionSource()).hasValue(new FieldSource.Value(List.of("city")));
    assertThat(rows.plan().partitions().rowsMove()).isTrue();
  }

  @Test
  void shouldRejectWhatNeedsACollectionWithoutOne() {
    Settings.of(RowSettings.VECTORS, "v").isRejected(RowSettings.COLLECTION);
  }

  @Test
  void shouldRejectInvalidValues() {
    rejected(RowSettings.VECTORS, "v:Double", "id", "v,v", "v:FloatVector:x", "v:a:b:c");
    rejected(RowSettings.TYPES, "t", "t:Array", "t:FloatVector", "t:Int64,t:Int64");
    rejected(RowSettings.CONSTANTS, "a");
    rejected(RowSettings.INDEX_PARAMS, "M");
    rejected(RowSettings.KEY_FROM, "@nosuch");
    rejected(RowSettings.MAP, "a");
    rejected(RowSettings.TOPICS_COLLECTIONS, "a(=b", "a=b_$1");
    Settings.of(RowSettings.COLLECTION, "c").with(RowSettings.VECTORS, "v:Nosuch").isRejected("");
  }

  @Test
  void shouldRejectTwoKindsOfPartition() {
    Settings.of(RowSettings.COLLECTION, "c")
        .with(RowSettings.PARTITION, "p")
        .with(RowSettings.PARTITION_KEY, "k")
        .isRejected(RowSettings.PARTITION_KEY);
  }

  private static void rejected(Setting<?> setting, String... invalid) {
    for (String value : invalid) {
      Settings.of(RowSettings.COLLECTION, "c").with(setting, value).isRejected(setting);
    }
  }

  private static RowOptions rows(Settings settings) {
    return ((SinkOptions.Rows) settings.parse().content()).options();
  }
}
