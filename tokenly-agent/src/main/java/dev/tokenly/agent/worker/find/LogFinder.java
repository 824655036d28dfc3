package dev.tokenly.agent.worker.find;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogFormats;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.formats.log.Place;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Finds the files that may hold usage: where the tools keep their logs, the agent's own spool, and the configured discovery
 * paths. The machine's own policy decides what may be looked at at all.
 */
public final class LogFinder {
  private final List<Machine> machines;
  private final Path spool;
  private final LocalPolicy policy;
  private final AgentLog log;
  private final Set<Path> warned = new HashSet<>();

  /** One machine per user whose logs are collected; the first stands for the agent's own user. */
  public LogFinder(List<Machine> machines, Path spool, LocalPolicy policy, AgentLog log) {
    this.machines = List.copyOf(machines);
    this.spool = spool;
    this.policy = policy;
    this.log = log;
  }

  /** What a search found, oldest file first; {@code cut} when its time was up before everything was seen. */
  public record Result(List<Found> files, long folders, boolean cut) {}

  /** Searches every place once. */
  public Result find(ClientConfig config, BooleanSupplier timeIsUp) {
    Map<String, Found> byId = new LinkedHashMap<>();
    long folders = 0;
    boolean cut = false;
    for (Hunt hunt : hunts(config)) {
      if (!Files.isDirectory(hunt.folder()) || !(hunt.ours() || policy.mayRead(hunt.folder()))) {
        continue;
      }
      Walk.Result result = walk(hunt, (int) config.number(ConfigKey.MAX_SCAN_DEPTH), byId, timeIsUp);
      folders += result.folders();
      cut |= result.cut();
    }
    List<Found> files = new ArrayList<>(byId.values());
    files.sort(Comparator.comparing(found -> found.facts().modified()));
    return new Result(files, folders, cut);
  }

  private Walk.Result walk(Hunt hunt, int depth, Map<String, Found> byId, BooleanSupplier timeIsUp) {
    try {
      return Walk.over(
          hunt,
          depth,
          found -> {
            if (hunt.ours() || policy.mayRead(found.facts().path())) {
              byId.putIfAbsent(found.facts().id(), found);
            }
          },
          this::warnOnce,
          timeIsUp);
    } catch (IOException e) {
      warnOnce(hunt.folder());
      return new Walk.Result(0, false);
    }
  }

  private void warnOnce(Path folder) {
    if (warned.add(folder)) {
      log.warn("scan", "a folder cannot be read and is passed over", "folder", folder);
    }
  }

  /** Everything to search under a config, best places first. */
  private List<Hunt> hunts(ClientConfig config) {
    List<Hunt> hunts = new ArrayList<>();
    hunts.add(new Hunt(spool, file -> file.toString().endsWith(".jsonl"), List.of(), true));
    for (LogFormat format : LogFormats.ALL) {
      if (config.collects(format.name())) {
        hunts.addAll(toolPlaces(format));
      }
    }
    List<Predicate<Path>> wanted = names(config.texts(ConfigKey.FILE_PATTERNS));
    List<Predicate<Path>> shunned = names(config.texts(ConfigKey.EXCLUDE_PATTERNS));
    for (Path folder : configured(config)) {
      hunts.add(new Hunt(folder, file -> wanted.stream().anyMatch(w -> w.test(name(file))), shunned, false));
    }
    return hunts;
  }

  private List<Hunt> toolPlaces(LogFormat format) {
    List<Hunt> hunts = new ArrayList<>();
    for (Machine machine : machines) {
      for (Place place : format.places(machine)) {
        PathMatcher matcher = place.matcher();
        hunts.add(new Hunt(real(place.root()), matcher::matches, List.of(), false));
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
        names.add(PathPattern.matcher(glob + ".{gz,zst}")::matches);
      } catch (IllegalArgumentException e) {
        log.error("scan", "a file pattern is left out", "why", String.valueOf(e.getMessage()));
      }
    }
    return names;
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
