package io.ciderstream.rebuild;

import io.ciderstream.index.CollectionName;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of what a rebuild makes.
 *
 * @param collection the new collection, of an index with a name of its own
 * @param number of the rebuild, 2 or more, part of all names
 */
public record RebuildNames(CollectionName collection, int number) {
  private static final int FIRST = 1;

  /** Returns the name of a topic of descriptors of the rebuild's own, behind the prefix. */
  public String descriptors() {
    return Topics.DESCRIPTORS + "-" + number;
  }

  /**
   * Returns the rebuild that was begun and has not switched the alias.
   *
   * @param alias the index's name
   * @param existing all collections
   * @param served the one that the alias points to
   */
  public static Optional<RebuildNames> begun(
      String alias, Collection<CollectionName> existing, CollectionName served) {
    int current = number(alias, served).orElse(FIRST);
    return existing.stream()
        .flatMap(name -> numbered(alias, name).stream())
        .filter(names -> names.number() > current)
        .max(Comparator.comparingInt(RebuildNames::number));
  }

  /**
   * Returns the rebuild that was begun, or a new one.
   *
   * @param modelHash of the new collection
   * @throws CiderException MODEL_MISMATCH if another model's rebuild was begun
   */
  public static RebuildNames of(
      String alias, Collection<CollectionName> existing, CollectionName served, String modelHash) {
    Optional<RebuildNames> begun = begun(alias, existing, served);
    if (begun.isPresent()) {
      String hash = begun.get().collection().modelHash();
      if (!hash.equals(modelHash)) {
        throw new CiderException(
            ErrorCode.MODEL_MISMATCH,
            "A rebuild with the model %s was begun, in %s. Go on with that model, or end it with --abort."
                .formatted(hash, begun.get().collection().collection()));
      }
      return begun.get();
    }
    int number = number(alias, served).orElse(FIRST) + 1;
    return new RebuildNames(new CollectionName(alias + "_" + number, modelHash), number);
  }

  /** Returns the names of the rebuild that made this collection. */
  public static RebuildNames of(CollectionName rebuilt, String alias) {
    return numbered(alias, rebuilt)
        .orElseThrow(
            () ->
                new CiderException(
                    ErrorCode.COLLECTION_MISMATCH,
                    "The alias %s points to %s, which no rebuild has made."
                        .formatted(alias, rebuilt.collection())));
  }

  /** Returns the collections of this index that are older than the one that is served. */
  public static List<CollectionName> older(
      String alias, Collection<CollectionName> existing, CollectionName served) {
    int current = number(alias, served).orElse(FIRST);
    return existing.stream()
        .filter(name -> !name.equals(served))
        .filter(
            name ->
                name.index().equals(alias)
                    || number(alias, name).orElse(Integer.MAX_VALUE) < current)
        .toList();
  }

  private static Optional<RebuildNames> numbered(String alias, CollectionName name) {
    OptionalInt number = number(alias, name);
    return number.isPresent()
        ? Optional.of(new RebuildNames(name, number.getAsInt()))
        : Optional.empty();
  }

  /** Returns the number of the rebuild that made a collection; empty if none did. */
  private static OptionalInt number(String alias, CollectionName name) {
    Matcher numbered =
        Pattern.compile(Pattern.quote(alias) + "_([1-9][0-9]{0,8})").matcher(name.index());
    return numbered.matches()
        ? OptionalInt.of(Integer.parseInt(numbered.group(1)))
        : OptionalInt.empty();
  }
}
