package io.ciderstream.index.rows;

/**
 * A collection.
 *
 * @param database empty is the database of the connection
 * @param collection the name of the collection or an alias
 */
public record Target(String database, String collection) {
  @Override
  public String toString() {
    return database.isEmpty() ? collection : database + "." + collection;
  }
}
