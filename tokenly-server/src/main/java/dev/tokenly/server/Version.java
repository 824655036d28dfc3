package dev.tokenly.server;

/** The version of this build, from the jar's manifest. */
final class Version {
  static final String TEXT = text();

  private Version() {}

  private static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
