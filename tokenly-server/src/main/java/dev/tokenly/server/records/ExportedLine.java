package dev.tokenly.server.records;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.UsageLine;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of an export, or a native one. The identity in an export is kept, so that a record that is imported where it
 * came from, or twice, is still one; its price is computed anew, what the source reported is kept.
 */
public record ExportedLine(UsageLine line, @Nullable String clientId, @Nullable String hostname) {
  private static final Set<String> OURS =
      Set.of(
          "record_id", "client_id", "hostname", "cost_usd", "cost_source", "cost_priced_usd", "cost_reported_usd",
          "price_version", "seen_by", "alternate_id", "record_hash", "revision", "file_id", "ingested_at");

  /** Reads one line. */
  public static ExportedLine read(byte[] line, UsageLineReader reader) {
    Map<String, Object> fields;
    try {
      fields = JsonText.object(line);
    } catch (IllegalArgumentException e) {
      return new ExportedLine(new UsageLine.Bad(String.valueOf(e.getMessage())), null, null);
    }
    if (!(fields.get("record_id") instanceof String id && fields.get("record_hash") instanceof String hash)) {
      return new ExportedLine(reader.read(line, 0, line.length), null, null);
    }
    byte[] plain = JsonText.write(nativeFields(fields)).getBytes(StandardCharsets.UTF_8);
    UsageLine read =
        switch (reader.read(plain, 0, plain.length)) {
          case UsageLine.Ok ok -> identified(ok.usage(), id, fields.get("alternate_id"), hash);
          case UsageLine.Bad bad -> bad;
        };
    return new ExportedLine(read, text(fields, "client_id"), text(fields, "hostname"));
  }

  private static Map<String, Object> nativeFields(Map<String, Object> fields) {
    Map<String, Object> plain = new LinkedHashMap<>(fields);
    plain.keySet().removeAll(OURS);
    Object reported = fields.get("cost_reported_usd");
    if (reported != null) {
      plain.put("cost_usd", reported);
    }
    return plain;
  }

  private static UsageLine identified(UsageRecord usage, String id, @Nullable Object alternate, String hash) {
    RecordId kept;
    try {
      kept =
          new RecordId(
              hash128(id), alternate instanceof String text ? hash128(text) : null, hash128(hash),
              usage.id().fromProvider());
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return new UsageLine.Bad("record_id, alternate_id and record_hash must be 32 hexadecimal digits");
    }
    UsageRecord.Origin origin =
        new UsageRecord.Origin(kept, usage.timestamp(), usage.origin().sourceFormat());
    return new UsageLine.Ok(
        new UsageRecord(
            origin,
            usage.model(),
            usage.tokens(),
            usage.totalTokens(),
            usage.attribution(),
            usage.details(),
            usage.reportedCost()));
  }

  private static Hash128 hash128(String hex) {
    return new Hash128(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, hex.length() == 32 ? 32 : 99, 16));
  }

  private static @Nullable String text(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof String text && !text.isBlank() ? text : null;
  }
}
