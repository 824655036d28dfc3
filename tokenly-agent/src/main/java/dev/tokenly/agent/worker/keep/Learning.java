package dev.tokenly.agent.worker.keep;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.DurableFile;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What scans taught: in which folders files are found, and where never any were. {@code tokenly-learning.json}, in names
 * other implementations read and write too. A folder without a file in five scans is barren and looked at in every tenth
 * scan only. Used by one thread.
 */
public final class Learning {
  private static final int SCANS_BEFORE_BARREN = 5;
  private static final int BARREN_LOOK = 10;
  private static final int BEST = 20;
  private static final int MAX_FOLDERS = 20_000;
  private static final int EXPLORE_ONE_IN = 10;
  private static final Duration RECENT = Duration.ofHours(24);
  private static final Duration LONG_AGO = Duration.ofDays(30);

  private final Path file;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<Path, Folder> folders = new HashMap<>();
  private @Nullable Instant lastCompletedScan;
  private long scans;
  private boolean damaged;

  private Learning(Path file, Clock clock, RandomGenerator random) {
    this.file = file;
    this.clock = clock;
    this.random = random;
  }

  /** What is known of a folder: scans of it, files found in it or below it, and when last any. */
  private record Folder(long scans, long files, @Nullable Instant lastSuccess) {
    boolean isBarren() {
      return files == 0 && scans >= SCANS_BEFORE_BARREN;
    }

    /** Files per scan, worth less the longer ago the last was: all of it within a day, a tenth after thirty days. */
    double score(Instant now) {
      if (lastSuccess == null) {
        return 0;
      }
      double age = Duration.between(lastSuccess.plus(RECENT), now).toMillis();
      double fading = Math.clamp(age / LONG_AGO.minus(RECENT).toMillis(), 0.0, 1.0);
      return (double) files / scans * (1 - 0.9 * fading);
    }
  }

  /** Reads the file; an unreadable one is moved aside with a warning. */
  public static Learning load(Path file, Clock clock, RandomGenerator random, AgentLog log) throws IOException {
    Learning learning = new Learning(file, clock, random);
    if (Files.exists(file)) {
      try {
        learning.read(Fields.of(JsonText.trustedObject(Files.readAllBytes(file))));
      } catch (IllegalArgumentException e) {
        Path aside = DurableFile.moveAside(file);
        log.warn("learning", "the learning file cannot be read; learning anew", "why", e.getMessage(), "kept_as",
            aside);
        Learning anew = new Learning(file, clock, random);
        anew.damaged = true;
        return anew;
      }
    }
    return learning;
  }

  private void read(Fields fields) {
    Fields known = fields.optionalObject("directories");
    if (known != null) {
      known.values().keySet().forEach(path -> readFolder(path, known.object(path)));
    }
    lastCompletedScan = fields.optionalTime("last_completed_scan");
    scans = fields.number("scans", 0);
  }

  private void readFolder(String path, Fields folder) {
    folders.put(
        Path.of(path),
        new Folder(folder.count("scan_count"), folder.count("file_count"), folder.optionalTime("last_success")));
  }

  /** Notes a whole scan: the folders it looked into, and how many files it found directly in each. */
  public void scanned(Collection<Path> looked, Map<Path, Long> files) {
    scans++;
    Map<Path, Long> found = new HashMap<>();
    files.forEach(
        (place, count) -> {
          for (Path folder = place; folder != null; folder = folder.getParent()) {
            found.merge(folder, count, Long::sum);
          }
        });
    Instant now = clock.instant();
    for (Path folder : looked) {
      long count = found.getOrDefault(folder, 0L);
      Folder before = folders.getOrDefault(folder, new Folder(0, 0, null));
      if (folders.size() < MAX_FOLDERS || folders.containsKey(folder)) {
        folders.put(
            folder, new Folder(before.scans + 1, before.files + count, count > 0 ? now : before.lastSuccess));
      }
    }
  }

  /** True when the last scan entered even the folders that are not worth it. */
  public boolean sawEveryFolder() {
    return (scans - 1) % BARREN_LOOK == 0;
  }

  /** True for a folder that is not worth entering in this scan. */
  public boolean isBarren(Path folder) {
    Folder known = folders.get(folder);
    return known != null && known.isBarren() && scans % BARREN_LOOK != 0;
  }

  /** True when the file was unreadable at start: then nothing may be deleted. */
  public boolean wasDamaged() {
    return damaged;
  }

  /** The folders that gave most, best first. */
  public List<Path> best() {
    Instant now = clock.instant();
    return folders.entrySet().stream()
        .filter(entry -> entry.getValue().files > 0)
        .sorted(Comparator.comparingDouble((Map.Entry<Path, Folder> entry) -> -entry.getValue().score(now)))
        .limit(BEST)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** In one scan of ten: the folders around a successful one, where others may be. */
  public List<Path> toExplore() {
    List<Path> best = best();
    if (best.isEmpty() || random.nextInt(EXPLORE_ONE_IN) != 0) {
      return List.of();
    }
    Path parent = best.get(random.nextInt(best.size())).getParent();
    return parent == null || parent.getNameCount() < 2 ? List.of() : List.of(parent);
  }

  /** The last scan that saw everything there was; null before the first. */
  public @Nullable Instant lastCompletedScan() {
    return lastCompletedScan;
  }

  /** Notes that a scan begun at that time saw everything there was. */
  public void completed(Instant begun) {
    lastCompletedScan = begun;
  }

  /** Writes the file. */
  public void save() throws IOException {
    Map<String, Object> directories = new LinkedHashMap<>();
    List<String> barren = new ArrayList<>();
    folders.forEach(
        (path, folder) -> {
          directories.put(path.toString(), toMap(path, folder));
          if (folder.isBarren()) {
            barren.add(path.toString());
          }
        });
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("directories", directories);
    map.put("negative_cache", barren);
    map.put("last_updated", clock.instant().toString());
    if (lastCompletedScan != null) {
      map.put("last_completed_scan", lastCompletedScan.toString());
    }
    map.put("scans", scans);
    DurableFile.write(file, JsonText.write(map).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> toMap(Path path, Folder folder) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", path.toString());
    map.put("scan_count", folder.scans);
    map.put("file_count", folder.files);
    if (folder.lastSuccess != null) {
      map.put("last_success", folder.lastSuccess.toString());
    }
    map.put("success_rate", folder.scans == 0 ? 0.0 : (double) folder.files / folder.scans);
    map.put("avg_files_per_scan", folder.scans == 0 ? 0.0 : (double) folder.files / folder.scans);
    return map;
  }
}
