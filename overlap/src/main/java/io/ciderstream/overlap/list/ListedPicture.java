package io.ciderstream.overlap.list;

/**
 * A training picture.
 *
 * @param row its number in the list, from 0
 * @param file path below the list's root, with slashes
 * @param label its class
 */
public record ListedPicture(int row, String file, String label) {}
