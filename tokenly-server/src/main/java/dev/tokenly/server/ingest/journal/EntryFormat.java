package dev.tokenly.server.ingest.journal;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry in a segment, big-endian: magic (4), length of the description (4), length of the body (8),
 * CRC32C of these and the description (4), the description as JSON, the body, CRC32C of the body (4). The description
 * has a checksum of its own so that lengths can be trusted even when a body is damaged. A body's
 * {@link Form} is told by what the description says: nothing of the upload's bytes of a plain one, and of a gzipped one how
 * many other bytes it unpacks to first.
 */
final class EntryFormat {
  /** What every entry begins with: "TKLE". */
  static final int MAGIC = 0x544b4c45;

  /** Bytes before the description. */
  static final int FIXED = 4 + 4 + 8 + 4;

  /** Bytes after the body. */
  static final int TRAILER = 4;

  /** Longest description; longer ones are taken for damage. */
  static final int MAX_DESCRIPTION = 64 * 1024;

  private static final long UNPACKED = -1;
  private static final long NOT_GZIPPED = -1;

  private EntryFormat() {}

  /** The description of an entry. */
  static byte[] description(Entry entry, Form form) {
    byte[] description = JsonText.write(describe(entry, form)).getBytes(StandardCharsets.UTF_8);
    if (description.length > MAX_DESCRIPTION) {
      throw new IllegalArgumentException("an upload's description cannot be longer than " + MAX_DESCRIPTION + " bytes");
    }
    return description;
  }

  /** The fixed part and the description of an entry whose body has that many bytes in the file. */
  static ByteBuffer header(byte[] description, long bodyLength) {
    ByteBuffer header = ByteBuffer.allocate(FIXED + description.length);
    header.putInt(MAGIC).putInt(description.length).putLong(bodyLength);
    header.putInt(checksum(header.array(), description));
    header.put(description);
    return header.flip();
  }

  /** The checksum over the fixed part before it and the description. */
  static int checksum(byte[] fixed, byte[] description) {
    CRC32C crc = new CRC32C();
    crc.update(fixed, 0, FIXED - 4);
    crc.update(description, 0, description.length);
    return (int) crc.getValue();
  }

  /** The entry a description tells of, with its body as it lies in the file, or null when it is not one of ours. */
  static @Nullable Filed parse(byte[] description, long segment, long bodyOffset, long bodyLength) {
    try {
      Fields fields = Fields.parse(description);
      Entry.Sender sender =
          new Entry.Sender(fields.text("client_id"), fields.text("hostname"));
      Entry.Source source =
          new Entry.Source(fields.text("path"), fields.number("offset", 0), fields.optionalText("source_format"));
      long bytes = fields.number("bytes", UNPACKED);
      Entry entry =
          new Entry(
              UUID.fromString(fields.text("id")),
              fields.time("received_at"),
              sender,
              source,
              bytes == UNPACKED ? bodyLength : bytes,
              fields.count("lines"));
      return new Filed(entry, segment, new Filed.Body(bodyOffset, bodyLength, form(fields, bytes)));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static Form form(Fields fields, long bytes) {
    long before = fields.number("gzip_before", NOT_GZIPPED);
    return bytes == UNPACKED ? new Form.Plain() : before == NOT_GZIPPED ? new Form.Frames() : new Form.Gzip(before);
  }

  private static Map<String, @Nullable Object> describe(Entry entry, Form form) {
    Map<String, @Nullable Object> description = new LinkedHashMap<>();
    description.put("id", entry.id().toString());
    description.put("received_at", entry.receivedAt().toString());
    description.put("client_id", entry.sender().clientId());
    description.put("hostname", entry.sender().hostname());
    description.put("path", entry.source().path());
    description.put("offset", entry.source().offset());
    description.put("source_format", entry.source().format());
    description.put("lines", entry.lines());
    description.put("bytes", entry.bytes());
    if (form instanceof Form.Gzip(long before)) {
      description.put("gzip_before", before);
    }
    return description;
  }
}
