package dev.tokenly.model;

/** The version of Tokenly that this code is or will become; a test holds it against the build's. */
public final class Version {
  /** A word of the code and not of the jar, since reading a jar's manifest costs a short command a tenth of its time. */
  public static final String TEXT = "0.1.0";

  private Version() {}
}
