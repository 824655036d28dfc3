package dev.tokenly.formats.scan;

import dev.tokenly.formats.log.LogFormats;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds output of a tool that was kept and adds up a session whose own log was read as well: the same calls once more. */
final class KeptOutput {
  private final Map<String, Set<String>> logged = new HashMap<>();

  /** Takes note of where a session was found. */
  void see(Rows.About call) {
    String session = call.attribution().sessionId();
    String format = call.sourceFormat();
    if (session != null && LogFormats.KEPT_OUTPUT.containsValue(format)) {
      logged.computeIfAbsent(format, _ -> new HashSet<>()).add(session);
    }
  }

  /** Whether this is output that adds up a session which was also found in its log. */
  boolean isLogged(Rows.About call) {
    String session = call.attribution().sessionId();
    String log = LogFormats.KEPT_OUTPUT.get(call.sourceFormat());
    return session != null && log != null && logged.getOrDefault(log, Set.of()).contains(session);
  }
}
