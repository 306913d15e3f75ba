package io.ciderstream.connectors;

/** The version in a jar's manifest. */
final class Version {
  private Version() {}

  static String of(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
