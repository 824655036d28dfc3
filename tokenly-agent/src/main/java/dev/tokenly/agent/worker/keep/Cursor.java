package dev.tokenly.agent.worker.keep;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a file has been acknowledged: {@code id} is its device and inode (its path where there are none), {@code offset}
 * the byte after the last acknowledged line, {@code memory} what its reader must know to go on there. {@code head} covers
 * the file's first bytes, {@code tail} the bytes right before the offset; when either differs it is another file. {@code
 * modified} is when it had last been written when it was read.
 */
public record Cursor(
    String id, String path, String format, long offset, String memory, Prints prints, LineCounts counts,
    Instant modified) {
  private static final int MAX_PIECE = 16_000;
  private static final String GONE = "gone:";

  /** A cursor that does not say when its file was last written. */
  public Cursor(
      String id, String path, String format, long offset, String memory, Prints prints, LineCounts counts) {
    this(id, path, format, offset, memory, prints, counts, Instant.EPOCH);
  }

  /** True when the file was read to this size and has not been written since. */
  public boolean isAt(long size, Instant lastWritten) {
    return offset == size && modified.equals(lastWritten);
  }

  /** What proves that the file still is the one that was read. */
  public record Prints(Fingerprint head, Fingerprint tail) {
    public static final Prints NONE = new Prints(Fingerprint.NONE, Fingerprint.NONE);

    /** For a file that is read whole: the state it was read in. */
    public static Prints ofState(String state) {
      return new Prints(Fingerprint.NONE, new Fingerprint(0, state));
    }
  }

  /** The beginning of a file nothing was read of. */
  public static Cursor start(String id, String path, String format) {
    return new Cursor(id, path, format, 0, "", Prints.NONE, LineCounts.NONE);
  }

  /** The same name with other content: from the beginning again, what was counted before stays counted. */
  public Cursor rewound() {
    return new Cursor(id, path, format, 0, "", Prints.NONE, counts);
  }

  /** The same file under another name. */
  public Cursor at(String newPath) {
    return newPath.equals(path) ? this : new Cursor(id, newPath, format, offset, memory, prints, counts, modified);
  }

  /** Stands for all files of a format that are gone for good: nothing but what was counted of them. */
  static Cursor sumOfGone(String format) {
    return start(GONE + format, "(gone)", format);
  }

  /** True for a file, false for the sum of those that are gone. */
  public boolean isOfFile() {
    return !id.startsWith(GONE);
  }

  Cursor plus(LineCounts more) {
    return new Cursor(id, path, format, offset, memory, prints, counts.plus(more), modified);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("path", path);
    map.put("format", format);
    map.put("offset", offset);
    map.put("memory", pieces(memory));
    map.put("head_length", prints.head.length());
    map.put("head", prints.head.hash());
    map.put("tail_length", prints.tail.length());
    map.put("tail", prints.tail.hash());
    map.put("lines", counts.lines());
    map.put("records", counts.records());
    map.put("bad", counts.bad());
    map.put("modified", modified.toString());
    return map;
  }

  /** Few formats, many cursors, and a file shorter than a print has one print: such texts are held once. */
  static Cursor read(Fields fields) {
    Fingerprint head = print(fields, "head");
    Fingerprint tail = print(fields, "tail");
    return new Cursor(
        fields.text("id"),
        fields.text("path"),
        fields.text("format").intern(),
        fields.count("offset"),
        String.join("", fields.texts("memory")),
        new Prints(head, head.equals(tail) ? head : tail),
        new LineCounts(fields.count("lines"), fields.count("records"), fields.count("bad")),
        fields.has("modified") ? fields.time("modified") : Instant.EPOCH);
  }

  /** A JSON text may be no longer than 64 KiB, a memory may. */
  private static List<String> pieces(String memory) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < memory.length(); from += MAX_PIECE) {
      pieces.add(memory.substring(from, Math.min(memory.length(), from + MAX_PIECE)));
    }
    return pieces;
  }

  private static Fingerprint print(Fields fields, String name) {
    String hash = fields.optionalText(name);
    return new Fingerprint((int) fields.count(name + "_length"), hash == null ? "" : hash);
  }
}
