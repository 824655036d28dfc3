package dev.tokenly.agent.place;

import dev.tokenly.formats.log.Machine;
import java.nio.file.Path;

/** Paths as they are told to others: what lies in the user's own home begins with {@code ~}, which names nobody. */
public final class HomePath {
  private static final Path HOME = Machine.current().home();

  private HomePath() {}

  /** The path to tell. */
  public static String told(String path) {
    Path file = Path.of(path);
    return HOME.getNameCount() > 0 && file.startsWith(HOME)
        ? Path.of("~").resolve(HOME.relativize(file)).toString()
        : path;
  }
}
