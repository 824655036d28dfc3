package dev.tokenly.agent.worker.find;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.worker.keep.Learning;
import dev.tokenly.agent.worker.read.FileFacts;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogFormats;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.formats.log.Place;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds the files that may hold usage: where the tools keep their logs, the agent's own spool, and the configured discovery
 * paths. The machine's own policy decides what may be looked at at all.
 */
public final class LogFinder {
  private final List<Machine> machines;
  private final Path spool;
  private final LocalPolicy policy;
  private final Predicate<String> known;
  private final Learning learning;
  private final AgentLog log;
  private final Set<Path> warned = new HashSet<>();
  private final Map<Path, Hunt> lastHunts = new HashMap<>();
  private final List<Hunt> missing = new ArrayList<>();
  private final Set<Path> lastFolders = new HashSet<>();

  /** One machine per user whose logs are collected, the agent's own user first; and the proxy's spool. */
  public record Where(List<Machine> machines, Path spool) {}

  /** A file whose id is {@code known} is found whatever its name has become. */
  public LogFinder(Where where, LocalPolicy policy, Predicate<String> known, Learning learning, AgentLog log) {
    this.known = known;
    this.learning = learning;
    this.machines = List.copyOf(where.machines());
    this.spool = where.spool();
    this.policy = policy;
    this.log = log;
  }

  /**
   * What a search found, oldest file first, and the folders it looked into; {@code cut} when its time was up before
   * everything was seen. {@code count} is of all files: of the settled ones only the last written are among {@code files}.
   * {@code met} tells the ids of all of them.
   */
  public record Result(List<Found> files, int count, Set<Path> folders, boolean cut, Predicate<String> met) {}

  /** Searches every place once; {@code settled} tells files that hold nothing new. */
  public Result find(ClientConfig config, Predicate<FileFacts> settled, BooleanSupplier timeIsUp) {
    lastHunts.clear();
    missing.clear();
    Finds finds = new Finds(settled);
    Search search = new Search((int) config.number(ConfigKey.MAX_SCAN_DEPTH), finds, timeIsUp);
    for (Hunt hunt : hunts(config)) {
      if (!begin(hunt, search)) {
        missing.add(hunt);
      }
    }
    lastFolders.clear();
    lastFolders.addAll(search.folders);
    learning.scanned(search.folders, finds.perFolder());
    return search.result();
  }

  /** Searches below one place; false when it does not exist. */
  private boolean begin(Hunt hunt, Search search) {
    if (!Files.isDirectory(hunt.folder())) {
      warnWhenClosed(hunt.folder());
      return false;
    }
    if (hunt.ours() || policy.mayRead(hunt.folder())) {
      lastHunts.putIfAbsent(hunt.folder(), hunt);
      search.walk(hunt, hunt.folder());
    }
    return true;
  }

  /**
   * Looks again into some folders of the last search and into whatever folders are new below them, and into places that
   * did not exist then: a tool used for the first time is not left for the next whole search.
   */
  public Result look(Set<Path> folders, ClientConfig config, BooleanSupplier timeIsUp) {
    Search search = new Search((int) config.number(ConfigKey.MAX_SCAN_DEPTH), new Finds(_ -> false), timeIsUp);
    missing.removeIf(hunt -> begin(hunt, search));
    for (Path folder : folders) {
      for (Path above = folder; above != null; above = above.getParent()) {
        Hunt hunt = lastHunts.get(above);
        if (hunt != null && Files.isDirectory(folder)) {
          search.look(hunt, folder);
        }
      }
    }
    lastFolders.addAll(search.folders);
    return search.result();
  }

  /** What one search has found so far. */
  private final class Search {
    private final int depth;
    private final BooleanSupplier timeIsUp;
    private final Finds finds;
    private final Set<Path> folders = new LinkedHashSet<>();
    private boolean cut;

    Search(int depth, Finds finds, BooleanSupplier timeIsUp) {
      this.depth = depth;
      this.finds = finds;
      this.timeIsUp = timeIsUp;
    }

    /** Everything below a folder. */
    void walk(Hunt hunt, Path from) {
      int left = depth - (from.getNameCount() - hunt.folder().getNameCount());
      walk(hunt, from, Math.max(1, left), _ -> {});
    }

    /** One folder, and everything below those of its folders that were not there before. */
    void look(Hunt hunt, Path folder) {
      List<Path> below = new ArrayList<>();
      walk(hunt, folder, 1, below::add);
      below.stream().filter(child -> !lastFolders.contains(child)).forEach(child -> walk(hunt, child));
    }

    private void walk(Hunt hunt, Path from, int levels, Consumer<Path> below) {
      Walk.Eyes eyes =
          new Walk.Eyes(known, learning::isBarren, this::found, folders::add, below, LogFinder.this::warnOnce);
      try {
        cut |= Walk.over(hunt, from, levels, eyes, timeIsUp);
      } catch (IOException e) {
        warnOnce(from);
      }
    }

    private void found(Hunt hunt, FileFacts facts) {
      if (hunt.ours() || policy.mayRead(facts.path())) {
        finds.add(new Found(facts, hunt.folder()));
      }
    }

    Result result() {
      return new Result(finds.files(), finds.count(), folders, cut, finds::met);
    }
  }

  /** What is not there is nobody's fault; what lies behind a folder we may not enter may well be there. */
  private void warnWhenClosed(Path folder) {
    try {
      Files.readAttributes(folder, BasicFileAttributes.class);
    } catch (AccessDeniedException _) {
      Path door = folder.getParent();
      while (door != null && !Files.exists(door)) {
        door = door.getParent();
      }
      if (door != null && policy.mayRead(folder)) {
        warnOnce(door);
      }
    } catch (IOException _) {
      // not there
    }
  }

  /** The folders that could not be read so far. */
  public Set<Path> unreadable() {
    return Set.copyOf(warned);
  }

  private void warnOnce(Path folder) {
    if (warned.add(folder)) {
      log.warn("scan", "a folder cannot be read and is passed over", "folder", folder);
    }
  }

  /** Everything to search under a config, best places first. */
  private List<Hunt> hunts(ClientConfig config) {
    List<Hunt> hunts = new ArrayList<>();
    hunts.add(new Hunt(real(spool), file -> file.toString().endsWith(".jsonl"), List.of(), true, true));
    for (LogFormat format : LogFormats.ALL) {
      if (config.collects(format.name())) {
        hunts.addAll(toolPlaces(format));
      }
    }
    List<Predicate<Path>> wanted = names(config.texts(ConfigKey.FILE_PATTERNS));
    List<Predicate<Path>> shunned = names(config.texts(ConfigKey.EXCLUDE_PATTERNS));
    List<Path> best = learning.best();
    List<Path> folders = new ArrayList<>(configured(config));
    folders.sort(Comparator.comparingInt(folder -> rank(folder, best)));
    learning.toExplore().stream().filter(Files::isDirectory).forEach(folders::add);
    for (Path folder : folders.stream().distinct().toList()) {
      hunts.add(new Hunt(folder, file -> isWanted(Rotation.originalName(name(file)), wanted), shunned, false, false));
    }
    return hunts;
  }

  /** The place of the best learned folder in or below this one; last when there is none. */
  private static int rank(Path folder, List<Path> best) {
    for (int place = 0; place < best.size(); place++) {
      if (best.get(place).startsWith(folder)) {
        return place;
      }
    }
    return best.size();
  }

  private List<Hunt> toolPlaces(LogFormat format) {
    List<Hunt> hunts = new ArrayList<>();
    for (Machine machine : machines) {
      for (Place place : format.places(machine)) {
        PathMatcher matcher = place.matcher();
        hunts.add(new Hunt(real(place.root()), matcher::matches, List.of(), false, true));
      }
    }
    return hunts;
  }

  private List<Path> configured(ClientConfig config) {
    Machine machine = machines.getFirst();
    List<Path> folders = new ArrayList<>();
    for (String pattern : config.discoveryPaths(platform(machine))) {
      try {
        PathPattern.folders(pattern, machine).forEach(folder -> folders.add(real(folder)));
      } catch (IllegalArgumentException e) {
        log.error("scan", "a discovery path is left out", "why", String.valueOf(e.getMessage()));
      }
    }
    return folders.stream().distinct().toList();
  }

  private List<Predicate<Path>> names(List<String> globs) {
    List<Predicate<Path>> names = new ArrayList<>();
    for (String glob : globs) {
      try {
        names.add(PathPattern.matcher(glob)::matches);
      } catch (IllegalArgumentException e) {
        log.error("scan", "a file pattern is left out", "why", String.valueOf(e.getMessage()));
      }
    }
    return names;
  }

  private static boolean isWanted(Path name, List<Predicate<Path>> wanted) {
    return wanted.stream().anyMatch(pattern -> pattern.test(name));
  }

  private static Path name(Path file) {
    Path name = file.getFileName();
    return name == null ? file : name;
  }

  /** A folder that is itself a link is searched where it leads; below it no link is followed. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException _) {
      return folder;
    }
  }

  private static String platform(Machine machine) {
    return switch (machine.platform()) {
      case LINUX -> "linux";
      case MACOS -> "darwin";
      case WINDOWS -> "windows";
    };
  }
}
