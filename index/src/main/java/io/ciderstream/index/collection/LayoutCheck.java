package io.ciderstream.index.collection;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.RowSchema;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashSet;
import java.util.Set;

/**
 * Compares a collection with what the settings and the records' schema need, field by field. Every
 * message names the field, what it is, what it must be, and how to fix it.
 */
public final class LayoutCheck {
  private final Layout layout;
  private final CollectionPlan plan;

  /** Creates the check of a collection. */
  public LayoutCheck(Layout layout, CollectionPlan plan) {
    this.layout = layout;
    this.plan = plan;
  }

  /**
   * Checks what the settings need.
   *
   * @throws CiderException COLLECTION_MISMATCH
   */
  public void settings() {
    key();
    plan.fields()
        .declared()
        .forEach(expected -> field(expected, "Set %s to it".formatted(setting(expected))));
    plan.guardFields()
        .forEach(
            expected ->
                field(
                    expected,
                    "Add it, or set %s=false".formatted(plan.setting(PlanSetting.GUARD))));
    plan.partitions()
        .key()
        .filter(expected -> !expected.equals(layout.partitionKey()))
        .ifPresent(
            expected -> {
              throw mismatch(
                  "has %1$s, but %2$s is %3$s. Create the collection again, or change %2$s."
                      .formatted(
                          layout.partitionKey().isEmpty()
                              ? "no partition key"
                              : "the partition key " + layout.partitionKey(),
                          plan.setting(PlanSetting.PARTITION_KEY),
                          expected));
            });
  }

  private void key() {
    String name = layout.key().name();
    if (layout.primaryKey().generated()) {
      throw mismatch(
          "makes its own ids (auto-id) in %s, but must accept the record's key, or no record could"
                  .formatted(name)
              + " replace or delete a row. Create it again without auto-id, or name another"
              + " collection.");
    }
    if (!name.equals(plan.key().field())) {
      throw mismatch(
          "has the primary key %1$s, but rows have the key %2$s: set %3$s=%1$s."
              .formatted(name, plan.key().field(), plan.setting(PlanSetting.KEY_NAME)));
    }
  }

  /**
   * Checks what the records' schema needs, together with the settings.
   *
   * @throws CiderException COLLECTION_MISMATCH
   */
  public void records(RowSchema schema) {
    Set<String> given = new HashSet<>();
    plan.fields().declared().forEach(field -> given.add(field.name()));
    plan.guardFields().forEach(field -> given.add(field.name()));
    for (FieldSpec expected : schema.fields()) {
      given.add(expected.name());
      FieldSpec actual = layout.fields().get(expected.name());
      if (actual != null && !actual.kind().takes(expected.kind())) {
        throw mismatch(
            "has the field %s of type %s, but the records have %s. Drop or rename it with %s, or create"
                    .formatted(
                        expected.name(),
                        actual.type(),
                        expected.type(),
                        plan.setting(PlanSetting.MAPPING))
                + " the collection again.");
      }
      unwritable(expected.name());
    }
    for (FieldSpec field : layout.fields().values()) {
      if (!layout.mayLack(field) && !given.contains(field.name())) {
        throw mismatch(
            "needs the field %s of type %s in every row, but the records have none. Map another field"
                    .formatted(field.name(), field.type())
                + " to it with %s, or give it a value with %s."
                    .formatted(
                        plan.setting(PlanSetting.MAPPING), plan.setting(PlanSetting.CONSTANTS)));
      }
    }
  }

  private void field(FieldSpec expected, String remedy) {
    unwritable(expected.name());
    FieldSpec actual = layout.fields().get(expected.name());
    if (actual == null) {
      if (expected.kind().isVector() || plan.guardFields().contains(expected)) {
        throw mismatch(
            "has no field %s, which must be %s. %s, or create the collection again."
                .formatted(expected.name(), expected.type(), remedy));
      }
      return;
    }
    if (actual.kind() != expected.kind()) {
      throw mismatch(
          "has the field %s of type %s, but it must be %s. %s, or create the collection again."
              .formatted(expected.name(), actual.type(), expected.type(), remedy));
    }
    if (expected.kind().hasDimension() && expected.size() > 0 && expected.size() != actual.size()) {
      throw mismatch(
          "has the field %s of dimension %d, but it must be of %d. %s, or create the collection again."
              .formatted(expected.name(), actual.size(), expected.size(), remedy));
    }
  }

  private void unwritable(String name) {
    String type = layout.unwritable().get(name);
    if (type != null) {
      throw mismatch(
          "has the field %s of type %s, which cannot be written. Drop it with %s."
              .formatted(name, type, plan.setting(PlanSetting.MAPPING)));
    }
  }

  private String setting(FieldSpec field) {
    return plan.setting(field.kind().isVector() ? PlanSetting.VECTORS : PlanSetting.TYPES);
  }

  private CiderException mismatch(String detail) {
    return new CiderException(
        ErrorCode.COLLECTION_MISMATCH,
        "The collection %s %s".formatted(layout.collection(), detail));
  }
}
