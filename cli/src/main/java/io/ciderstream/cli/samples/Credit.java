package io.ciderstream.cli.samples;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Whose work a picture is.
 *
 * @param author as the source names it
 * @param licence as the source names it
 * @param source where it is from: an address, or words
 */
record Credit(String author, String licence, String source) {
  private static final Set<String> NO_RIGHTS_RESERVED = Set.of("public domain", "cc0-1.0");

  Credit {
    Objects.requireNonNull(author);
    Objects.requireNonNull(licence);
    Objects.requireNonNull(source);
  }

  /** True if anybody may use the picture for anything. */
  boolean isPublicDomain() {
    return NO_RIGHTS_RESERVED.contains(licence.toLowerCase(Locale.ROOT));
  }
}
