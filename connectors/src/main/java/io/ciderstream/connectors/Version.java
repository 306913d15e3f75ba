package io.ciderstream.connectors;

/** Reads the version from a jar's manifest. */
final class Version {
  private Version() {}

  static String of(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
