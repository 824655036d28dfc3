package dev.tokenly.agent.worker.keep;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.DurableFile;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parts of files a worker did not survive reading. What is being read is marked in a file that outlives the
 * process, at the price of a copy in memory; a mark found at the next start makes that part a suspect. Suspects are read
 * line by line, and a line that took the worker down three times is passed over. Used by one thread.
 */
public final class Suspects {
  private static final int MARK_BYTES = 4096;
  private static final int MAX_ID = 1024;
  private static final int MAX_SUSPECTS = 100;
  private static final int CRASHES_BELIEVED = 3;

  private final Path file;
  private final MappedByteBuffer mark;
  private final List<Part> parts = new ArrayList<>();

  /** A stretch of a file, and how often a worker died on it. */
  private record Part(String id, long from, long until, int crashes) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("id", id);
      map.put("from", from);
      map.put("until", until);
      map.put("crashes", crashes);
      return map;
    }
  }

  /** How a part of a file is to be read. */
  public enum Care {
    /** As much at once as is quick. */
    NONE,
    /** One line, because a crash came from about here. */
    LINE_BY_LINE,
    /** Not at all: it has done harm three times. */
    PASS_OVER
  }

  private Suspects(Path file, MappedByteBuffer mark) {
    this.file = file;
    this.mark = mark;
  }

  /** The suspects of a data folder, with the part that the last worker was reading when it died. */
  public static Suspects in(Path data, AgentLog log) throws IOException {
    Suspects suspects = new Suspects(data.resolve("tokenly-suspects.json"), map(data.resolve("tokenly-reading")));
    suspects.load(log);
    suspects.takeMark(log);
    return suspects;
  }

  /** Written out first, so that a full disk fails here and not in the middle of the mapping. */
  private static MappedByteBuffer map(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) != MARK_BYTES) {
      DurableFile.write(file, new byte[MARK_BYTES]);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, MARK_BYTES);
    }
  }

  private void load(AgentLog log) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try {
      for (Fields part : Fields.parse(Files.readAllBytes(file)).objects("suspects")) {
        parts.add(
            new Part(part.text("id"), part.count("from"), part.count("until"), (int) part.count("crashes")));
      }
    } catch (IllegalArgumentException e) {
      log.warn("read", "the list of suspect lines is unreadable and begins anew", "kept_as",
          DurableFile.moveAside(file), "why", e.getMessage());
    }
  }

  private void takeMark(AgentLog log) throws IOException {
    int length = mark.getInt(0);
    if (length <= 0 || length > MAX_ID) {
      return;
    }
    byte[] id = new byte[length];
    mark.get(20, id);
    long from = mark.getLong(4);
    log.warn("read", "the last worker died while it read a file; that part is read line by line now", "at", from);
    blame(new String(id, StandardCharsets.UTF_8), from, mark.getLong(12));
    end();
  }

  /** How to read on from there. */
  public Care care(String id, long offset) {
    Care care = Care.NONE;
    for (Part part : parts) {
      if (part.id.equals(id) && part.from <= offset && offset < part.until) {
        boolean bad = part.from == offset && part.crashes >= CRASHES_BELIEVED;
        care = bad ? Care.PASS_OVER : care == Care.NONE ? Care.LINE_BY_LINE : care;
      }
    }
    return care;
  }

  /** Marks what is read now. */
  public void begin(String id, long offset, long until) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, MAX_ID);
    mark.putLong(4, offset);
    mark.putLong(12, until);
    mark.put(20, utf8, 0, length);
    mark.putInt(0, length);
  }

  /** Nothing is being read. */
  public void end() {
    mark.putInt(0, 0);
  }

  /** Somebody failed there; the whole stretch counts as its first line's crash too. */
  public void blame(String id, long from, long until) throws IOException {
    int crashes = 1;
    for (Part part : List.copyOf(parts)) {
      boolean same = part.id.equals(id) && part.from == from;
      boolean around = part.id.equals(id) && part.from < from && from < part.until;
      if (same) {
        parts.remove(part);
      }
      crashes = same ? part.crashes + 1 : around ? Math.max(crashes, 2) : crashes;
    }
    parts.add(new Part(id, from, until, crashes));
    if (parts.size() > MAX_SUSPECTS) {
      parts.removeFirst();
    }
    save();
  }

  /** A failure without a crash needs no third time: the line it is on is looked for, and passed over at once. */
  public void failed(String id, long offset, long until) throws IOException {
    if (until > offset + 1) {
      blame(id, offset, until);
    } else {
      parts.add(new Part(id, offset, offset + 1, CRASHES_BELIEVED));
      save();
    }
  }

  /** Everything before the offset was read and acknowledged. */
  public void passed(String id, long offset) throws IOException {
    if (parts.removeIf(part -> part.id.equals(id) && part.until <= offset)) {
      save();
    }
  }

  private void save() throws IOException {
    Map<String, Object> map = Map.of("suspects", parts.stream().map(Part::toMap).toList());
    DurableFile.write(file, JsonText.write(map).getBytes(StandardCharsets.UTF_8));
  }
}
