package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where uploaded lines come from: the file, what was sent of it, and its times. */
public record FileInfo(Place place, Content content, Times times, Segment segment) {

  /** The file on the agent's machine; labels for people, never used as a path by the server. */
  public record Place(String originalPath, String directory, String filename) {}

  /** The bytes sent: how many, how many lines, and their SHA-256 in hex when given. */
  public record Content(long sizeBytes, long lineCount, @Nullable String sha256) {}

  /** When the file last changed, and when it was made where the file system knows. */
  public record Times(Instant modifiedAt, @Nullable Instant createdAt) {}

  /** Which part of the original: its first byte there, and the log format it was written in. */
  public record Segment(@Nullable Long offset, @Nullable String sourceFormat) {
    public static final Segment UNKNOWN = new Segment(null, null);
  }

  static FileInfo read(Fields fields) {
    return new FileInfo(
        new Place(fields.text("original_path"), fields.text("directory"), fields.text("filename")),
        new Content(fields.count("size_bytes"), fields.count("line_count"), fields.optionalText("file_hash")),
        new Times(fields.time("modified_at"), fields.optionalTime("created_at")),
        new Segment(ProtocolFields.optionalCount(fields, "offset"), fields.optionalText("source_format")));
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("original_path", place.originalPath());
    map.put("directory", place.directory());
    map.put("filename", place.filename());
    map.put("size_bytes", content.sizeBytes());
    map.put("line_count", content.lineCount());
    ProtocolFields.put(map, "file_hash", content.sha256());
    map.put("modified_at", times.modifiedAt().toString());
    ProtocolFields.put(map, "created_at", times.createdAt());
    ProtocolFields.put(map, "offset", segment.offset());
    ProtocolFields.put(map, "source_format", segment.sourceFormat());
    return map;
  }
}
