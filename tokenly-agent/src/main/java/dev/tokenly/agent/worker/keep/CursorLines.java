package dev.tokenly.agent.worker.keep;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The lines of a cursor file: eight hexadecimal digits of CRC-32C, a space, a JSON object. */
final class CursorLines {
  private static final int CRC_DIGITS = 8;

  private CursorLines() {}

  static String line(Map<String, Object> object) {
    String json = JsonText.write(object);
    return crc(json) + ' ' + json + '\n';
  }

  /** The object of a line; null when its checksum is not its own. */
  static @Nullable Fields parse(String line) {
    if (line.length() <= CRC_DIGITS + 1 || line.charAt(CRC_DIGITS) != ' ') {
      return null;
    }
    String json = line.substring(CRC_DIGITS + 1);
    if (!crc(json).contentEquals(line.subSequence(0, CRC_DIGITS))) {
      return null;
    }
    try {
      return Fields.of(JsonText.object(json));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static String crc(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    String digits = Long.toHexString(crc.getValue());
    return "0".repeat(CRC_DIGITS - digits.length()) + digits;
  }
}
