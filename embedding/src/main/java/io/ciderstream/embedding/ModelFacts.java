package io.ciderstream.embedding;

/**
 * Identity of a model file.
 *
 * @param name readable name
 * @param hash first 12 hex digits of the file's SHA-256
 * @param dimension length of a descriptor
 */
public record ModelFacts(String name, String hash, int dimension) {}
