package dev.tokenly.agent.place;

import static java.util.stream.Collectors.toCollection;

import dev.tokenly.model.Attribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Paths as people know them, without whose they are: what lies in anybody's home begins with {@code ~}. So do the names
 * that tools make of a working folder's path ({@code -home-alice-shop}), and a home itself is the project {@code ~}.
 */
public final class HomePath implements PathNames {
  private static final String TOLD = "~";

  private final Path folderOfHomes;
  private final List<Home> elsewhere = new ArrayList<>();

  /** Where a home's files lie, and every path it goes by. */
  private record Home(Path place, Set<Path> names) {}

  /** For homes that lie anywhere and a folder of homes; a home may be a link to where it really lies. */
  HomePath(List<Path> homes, Path folderOfHomes) {
    this.folderOfHomes = folderOfHomes;
    homes.forEach(this::addElsewhere);
    Homes.in(folderOfHomes).forEach(this::addElsewhere);
  }

  private void addElsewhere(Path home) {
    Set<Path> names = Stream.of(home, real(home)).collect(toCollection(LinkedHashSet::new));
    for (Path place : names) {
      if (place.getNameCount() > 0 && !folderOfHomes.equals(place.getParent())) {
        elsewhere.add(new Home(place, names));
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

  @Override
  public String tell(String path) {
    Path file = Path.of(path);
    Home home = homeOf(file);
    if (home == null) {
      return path;
    }
    Path told = Path.of(TOLD);
    for (Path name : home.place.relativize(file)) {
      told = told.resolve(undashed(name.toString(), home));
    }
    return told.toString();
  }

  @Override
  public Attribution tell(Attribution who, String path) {
    String project = who.project();
    Home home = project == null ? null : homeOf(Path.of(path));
    boolean isHome = home != null
        && home.names.stream().anyMatch(name -> String.valueOf(name.getFileName()).equals(project));
    return !isHome
        ? who
        : new Attribution(
            who.application(), who.environment(), who.userId(), who.sessionId(), who.requestId(),
            who.alternateRequestId(), TOLD);
  }

  private @Nullable Home homeOf(Path file) {
    for (Home home : elsewhere) {
      if (file.startsWith(home.place)) {
        return home;
      }
    }
    int names = folderOfHomes.getNameCount() + 1;
    if (!file.startsWith(folderOfHomes) || file.getNameCount() <= names) {
      return null;
    }
    Path home = folderOfHomes.resolve(file.getName(names - 1));
    return new Home(home, Set.of(home));
  }

  /** A name that a tool made of a path in this home, with a dash for whatever is no letter or digit. */
  private static String undashed(String name, Home home) {
    String bare = withoutDashes(name);
    for (Path place : home.names) {
      String dashed = withoutDashes(place.toString().replaceAll("[^A-Za-z0-9]", "-"));
      boolean isMade = bare.length() < name.length() || place.getNameCount() > 1;
      if (isMade && (bare.equals(dashed) || bare.startsWith(dashed + '-'))) {
        return TOLD + bare.substring(dashed.length());
      }
    }
    return name;
  }

  private static String withoutDashes(String name) {
    int from = 0;
    while (from < name.length() && name.charAt(from) == '-') {
      from++;
    }
    return name.substring(from);
  }
}
