package dev.tokenly.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first account's password in the data folder, readable by the owner only, until it is changed. */
public final class FirstPassword {
  private static final Logger LOG = LoggerFactory.getLogger(FirstPassword.class);
  private static final String FILE = "initial-admin-password";

  private FirstPassword() {}

  /** Where it is kept. */
  public static Path file(Path folder) {
    return folder.resolve(FILE);
  }

  /** Keeps it. */
  public static void write(Path folder, String password) throws IOException {
    Secrets.writePrivately(file(folder), password + '\n');
  }

  /** The password, when it is kept and was not changed yet. */
  public static Optional<String> read(Path folder) throws IOException {
    Path file = file(folder);
    return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /** Forgets it. */
  public static void delete(Path folder) {
    try {
      Files.deleteIfExists(file(folder));
    } catch (IOException e) {
      LOG.warn("cannot delete {}, which holds a password that is no longer valid: {}", file(folder), e.getMessage());
    }
  }
}
