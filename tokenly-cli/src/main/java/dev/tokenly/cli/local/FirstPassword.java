package dev.tokenly.cli.local;

/** Where a server leaves the password of its first account (mode 0600, in its data folder). */
public final class FirstPassword {
  public static final String FILE = "initial-admin-password";

  private FirstPassword() {}
}
