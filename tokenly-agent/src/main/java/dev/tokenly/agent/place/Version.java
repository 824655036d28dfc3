package dev.tokenly.agent.place;

/** The version this build is or will become, from its jar; {@code dev} when it runs from class folders. */
public final class Version {
  public static final String TEXT = read();

  private Version() {}

  private static String read() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version.replace("-SNAPSHOT", "");
  }
}
