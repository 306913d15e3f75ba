package io.ciderstream.index;

/**
 * The model that computed a vector.
 *
 * @param name readable name
 * @param hash first 12 hex digits of the model file's SHA-256; part of the collection's name
 */
public record ModelId(String name, String hash) {
  private static final String SEPARATOR = "__";

  /** Returns the name of this model's collection in the index of this name. */
  public String collection(String indexName) {
    return indexName + SEPARATOR + hash;
  }
}
