package io.ciderstream.index.rows;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A field of a collection, as it is or as it must be.
 *
 * @param name the name
 * @param kind its type
 * @param size bytes of a VarChar or of an array's VarChars, or a vector's dimension; 0 if that does
 *     not apply or is not known yet
 * @param element the type of an array's elements
 * @param capacity the maximum number of an array's elements
 * @param nullable whether a row may lack it
 */
public record FieldSpec(
    String name,
    FieldKind kind,
    int size,
    Optional<FieldKind> element,
    int capacity,
    boolean nullable) {
  /** The longest VarChar, in bytes. */
  public static final int MAX_VARCHAR = 65_535;

  /** The longest array. */
  public static final int MAX_CAPACITY = 4096;

  /** Rejects null. */
  public FieldSpec {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(element, "element");
  }

  /** Returns a field that is not an array. */
  public static FieldSpec of(String name, FieldKind kind, int size, boolean nullable) {
    return new FieldSpec(name, kind, size, Optional.empty(), 0, nullable);
  }

  /** Returns the field with another size. */
  public FieldSpec withSize(int newSize) {
    return new FieldSpec(name, kind, newSize, element, capacity, nullable);
  }

  /** Returns the field with another nullability. */
  public FieldSpec withNullable(boolean newNullable) {
    return new FieldSpec(name, kind, size, element, capacity, newNullable);
  }

  /** Returns the type with its size for messages, such as {@code VarChar(512)}. */
  public String type() {
    String inner = element.map(of -> "<" + of.milvusName() + ">").orElse("");
    int number = kind == FieldKind.ARRAY ? capacity : size;
    return kind.milvusName() + inner + (number > 0 ? "(%d)".formatted(number) : "");
  }
}
