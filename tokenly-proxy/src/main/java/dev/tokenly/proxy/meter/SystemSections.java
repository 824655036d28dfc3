package dev.tokenly.proxy.meter;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits the size of a system prompt by the workspace files it is built of, as OpenClaw does: a heading that names one of
 * them, or the skills, opens its section; what stands before the first is the base. Keeps sizes only.
 */
final class SystemSections {
  private static final List<String> FILES =
      List.of("AGENTS.md", "SOUL.md", "TOOLS.md", "IDENTITY.md", "USER.md", "HEARTBEAT.md", "BOOTSTRAP.md",
          "MEMORY.md");
  private static final int LONGEST_HEADING = 200;

  private final Map<String, Long> chars = new LinkedHashMap<>();
  private final byte[] line = new byte[LONGEST_HEADING];
  private String section = "base";
  private int length;
  private long lineChars;

  void take(byte[] bytes, int count) {
    for (int at = 0; at < count; at++) {
      byte next = bytes[at];
      if ((next & 0xc0) != 0x80) {
        lineChars += (next & 0xf8) == 0xf0 ? 2 : 1;
      }
      if (next == '\n') {
        endLine();
      } else if (length < LONGEST_HEADING) {
        line[length++] = next;
      }
    }
  }

  void endOfText() {
    endLine();
  }

  private void endLine() {
    String opened = length > 0 && line[0] == '#' ? opened() : null;
    section = opened == null ? section : opened;
    if (lineChars > 0) {
      chars.merge(section, lineChars, Long::sum);
    }
    length = 0;
    lineChars = 0;
  }

  private @Nullable String opened() {
    String heading = new String(line, 0, length, StandardCharsets.UTF_8);
    for (String file : FILES) {
      if (heading.contains(file)) {
        return file;
      }
    }
    return heading.replace("#", "").strip().regionMatches(true, 0, "skills", 0, 6) ? "skills" : null;
  }

  /** Characters by section; empty when no section was ever opened. */
  Map<String, Long> chars() {
    return chars.size() == 1 && chars.containsKey("base") ? Map.of() : chars;
  }
}
