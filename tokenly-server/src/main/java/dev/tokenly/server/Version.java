package dev.tokenly.server;

/** The version this build is or will become, from the jar's manifest. */
final class Version {
  static final String TEXT = text();

  private Version() {}

  private static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version.replace("-SNAPSHOT", "");
  }
}
