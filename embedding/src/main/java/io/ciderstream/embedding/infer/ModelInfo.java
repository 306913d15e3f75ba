package io.ciderstream.embedding.infer;

/**
 * Identity of a model file.
 *
 * @param name readable name
 * @param hash first 12 hex digits of the file's SHA-256
 * @param dimension length of a descriptor
 */
public record ModelInfo(String name, String hash, int dimension) {}
