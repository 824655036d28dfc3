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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Uploads the server refused: parked, never forgotten. Each is two files, the native lines and a task that says where they
 * came from and what went wrong; both are durable before the cursor passes the lines.
 */
public final class ParkedUploads {
  private static final int MAX_ERRORS = 10;

  private final Path folder;
  private final Clock clock;
  private final AgentLog log;

  public ParkedUploads(Path folder, Clock clock, AgentLog log) {
    this.folder = folder;
    this.clock = clock;
    this.log = log;
  }

  /** Where parked lines came from. */
  public record Origin(String path, String format, long offset, Instant modified) {}

  /** A parked upload: when it was last tried, how often, when again, and what the server said each time. */
  public record Task(
      String id, Origin origin, long lineCount, int attempts, Instant lastAttempt, Instant nextRetry,
      List<String> errors) {

    /** The same after one more refusal. */
    public Task refusedAgain(Instant now, Instant next, String why) {
      List<String> history = new ArrayList<>(errors);
      history.add(now + " " + why);
      int from = Math.max(0, history.size() - MAX_ERRORS);
      return new Task(id, origin, lineCount, attempts + 1, now, next, history.subList(from, history.size()));
    }
  }

  /** Keeps lines aside. */
  public void park(byte[] lines, long lineCount, Origin origin, String why) throws IOException {
    DurableFile.createFolder(folder);
    Instant now = clock.instant();
    Task task = new Task(UUID.randomUUID().toString(), origin, lineCount, 0, now, now, List.of());
    DurableFile.write(folder.resolve(task.id() + ".jsonl"), lines);
    save(task.refusedAgain(now, now, why));
  }

  /** Writes a task down. */
  public void save(Task task) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", task.origin().path());
    map.put("source_format", task.origin().format());
    map.put("offset", task.origin().offset());
    map.put("modified_at", task.origin().modified().toString());
    map.put("line_count", task.lineCount());
    map.put("attempt_count", task.attempts());
    map.put("last_attempt", task.lastAttempt().toString());
    map.put("next_retry", task.nextRetry().toString());
    map.put("error_history", task.errors());
    DurableFile.write(folder.resolve(task.id() + ".json"), JsonText.write(map).getBytes(StandardCharsets.UTF_8));
  }

  /** Every parked upload, oldest first; one that cannot be read is reported and stays. */
  public List<Task> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Task> tasks = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        try {
          tasks.add(read(file));
        } catch (IOException | IllegalArgumentException e) {
          log.warn("parked", "a parked upload cannot be read and stays where it is", "file", file, "why",
              e.getMessage());
        }
      }
    }
    tasks.sort(Comparator.comparing(Task::lastAttempt));
    return tasks;
  }

  private static Task read(Path file) throws IOException {
    Fields fields = Fields.parse(Files.readAllBytes(file));
    String name = String.valueOf(file.getFileName());
    return new Task(
        name.substring(0, name.length() - ".json".length()),
        new Origin(
            fields.text("path"), fields.text("source_format"), fields.count("offset"), fields.time("modified_at")),
        fields.count("line_count"),
        (int) fields.count("attempt_count"),
        fields.time("last_attempt"),
        fields.time("next_retry"),
        fields.texts("error_history"));
  }

  /** The native lines of a parked upload. */
  public byte[] lines(Task task) throws IOException {
    return Files.readAllBytes(folder.resolve(task.id() + ".jsonl"));
  }

  /** Forgets an upload that the server has taken after all. */
  public void remove(Task task) throws IOException {
    Files.deleteIfExists(folder.resolve(task.id() + ".json"));
    Files.deleteIfExists(folder.resolve(task.id() + ".jsonl"));
  }
}
