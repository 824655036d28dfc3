package dev.tokenly.agent.place;

import dev.tokenly.formats.log.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Paths as they are told to others: what lies in anybody's home begins with {@code ~}, which names nobody. */
public final class HomePath {
  private static final HomePath HERE = here();

  private final Path folderOfHomes;
  private final List<Path> elsewhere = new ArrayList<>();

  /** For the agent's own home and a folder of homes; a home may be a link to where it really lies. */
  HomePath(Path own, Path folderOfHomes) {
    this.folderOfHomes = folderOfHomes;
    addElsewhere(own);
    Homes.in(folderOfHomes).forEach(this::addElsewhere);
  }

  private static HomePath here() {
    Machine machine = Machine.current();
    return new HomePath(machine.home(), Homes.folder(machine.platform()));
  }

  private void addElsewhere(Path home) {
    for (Path place : List.of(home, real(home))) {
      if (place.getNameCount() > 0 && !folderOfHomes.equals(place.getParent())) {
        elsewhere.add(place);
      }
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException _) {
      return folder;
    }
  }

  /** The path to tell. */
  public static String told(String path) {
    return HERE.tell(path);
  }

  String tell(String path) {
    Path file = Path.of(path);
    for (Path home : elsewhere) {
      if (file.startsWith(home)) {
        return inHome(home.relativize(file));
      }
    }
    int home = folderOfHomes.getNameCount() + 1;
    return file.startsWith(folderOfHomes) && file.getNameCount() > home
        ? inHome(file.subpath(home, file.getNameCount()))
        : path;
  }

  private static String inHome(Path below) {
    return Path.of("~").resolve(below).toString();
  }
}
