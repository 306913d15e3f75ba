package io.ciderstream.index.collection;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowSchema;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds a collection against what the settings and the records' schema need, field by field. Every
 * message names the field, what it is, what it must be, and how to mend it.
 */
public final class LayoutCheck {
  private final Layout layout;
  private final CollectionPlan plan;

  public LayoutCheck(Layout layout, CollectionPlan plan) {
    this.layout = layout;
    this.plan = plan;
  }

  /**
   * What the settings need.
   *
   * @throws CiderException COLLECTION_MISMATCH
   */
  public void settings() {
    key();
    plan.declared().forEach(wanted -> field(wanted, "Set %s to it".formatted(setting(wanted))));
    plan.guardFields().forEach(wanted -> field(wanted, "Add it, or set position.guard=false"));
    plan.partitionKey()
        .filter(wanted -> !wanted.equals(layout.partitionKey()))
        .ifPresent(
            wanted -> {
              throw mismatch(
                  "has %s, but partition.key is %s. Make the collection anew, or mend partition.key."
                      .formatted(
                          layout.partitionKey().isEmpty()
                              ? "no partition key"
                              : "the partition key " + layout.partitionKey(),
                          wanted));
            });
  }

  private void key() {
    String name = layout.key().name();
    if (layout.generatesKeys()) {
      throw mismatch(
          "makes its own ids (auto-id) in %s, but must take the record's key, or no record could ever"
                  .formatted(name)
              + " replace or delete a row: make it anew without auto-id, or name another collection.");
    }
    if (!name.equals(plan.keyField())) {
      throw mismatch(
          "has the primary key %s, but the sink writes %s: set key.name=%s."
              .formatted(name, plan.keyField(), name));
    }
  }

  /** What the records' schema needs; settings count as well. */
  public void records(RowSchema schema) {
    Set<String> given = new HashSet<>();
    plan.declared().forEach(field -> given.add(field.name()));
    plan.guardFields().forEach(field -> given.add(field.name()));
    for (FieldSpec wanted : schema.fields()) {
      given.add(wanted.name());
      FieldSpec actual = layout.fields().get(wanted.name());
      if (actual != null && !actual.kind().takes(wanted.kind())) {
        throw mismatch(
            "has the field %s of type %s, but the records have %s. Drop or rename it by fields.map,"
                    .formatted(wanted.name(), actual.type(), wanted.type())
                + " or make the collection anew.");
      }
      unwritable(wanted.name());
    }
    for (FieldSpec field : layout.fields().values()) {
      if (!layout.mayLack(field) && !given.contains(field.name())) {
        throw mismatch(
            "needs the field %s of type %s in every row, but the records have none. Map another field"
                    .formatted(field.name(), field.type())
                + " to it by fields.map, or give it a value by fields.constants.");
      }
    }
  }

  private void field(FieldSpec wanted, String remedy) {
    unwritable(wanted.name());
    FieldSpec actual = layout.fields().get(wanted.name());
    if (actual == null) {
      if (wanted.kind().isVector() || plan.guardFields().contains(wanted)) {
        throw mismatch(
            "has no field %s, which must be %s. %s, or make the collection anew."
                .formatted(wanted.name(), wanted.type(), remedy));
      }
      return;
    }
    if (actual.kind() != wanted.kind()) {
      throw mismatch(
          "has the field %s of type %s, but it must be %s. %s, or make the collection anew."
              .formatted(wanted.name(), actual.type(), wanted.type(), remedy));
    }
    if (wanted.kind().hasDimension() && wanted.size() > 0 && wanted.size() != actual.size()) {
      throw mismatch(
          "has the field %s of dimension %d, but it must be of %d. %s, or make the collection anew."
              .formatted(wanted.name(), actual.size(), wanted.size(), remedy));
    }
  }

  private void unwritable(String name) {
    String type = layout.unwritable().get(name);
    if (type != null) {
      throw mismatch(
          "has the field %s of type %s, which the sink does not write. Drop it by fields.map."
              .formatted(name, type));
    }
  }

  private static String setting(FieldSpec field) {
    return field.kind() == FieldKind.ARRAY || !field.kind().isVector()
        ? "fields.types"
        : "vector.fields";
  }

  private CiderException mismatch(String detail) {
    return new CiderException(
        ErrorCode.COLLECTION_MISMATCH,
        "The collection %s %s".formatted(layout.collection(), detail));
  }
}
