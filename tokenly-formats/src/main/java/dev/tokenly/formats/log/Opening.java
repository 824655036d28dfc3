package dev.tokenly.formats.log;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * How files are opened. An agent that reads other people's logs brings one that no link leads astray; who reads their own
 * needs none.
 */
public interface Opening {
  /** As the system opens them. */
  Opening PLAIN = file -> new FileInputStream(file.toFile());

  /** Opens a file for reading. */
  InputStream open(Path file) throws IOException;

  /** After a library opened a file by its name: throws when that was not the file of this very name. */
  default void confirm(Path file) throws IOException {}
}
