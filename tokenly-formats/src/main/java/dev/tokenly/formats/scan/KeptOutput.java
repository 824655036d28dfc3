package dev.tokenly.formats.scan;

import dev.tokenly.formats.log.LogFormats;
import dev.tokenly.model.UsageRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds output of a tool that was kept and adds up a session whose own log was read as well: the same calls once more. */
final class KeptOutput {
  private final Map<String, Set<String>> logged = new HashMap<>();

  /** Takes note of where a session was found. */
  void see(UsageRecord usage) {
    String session = usage.attribution().sessionId();
    String format = usage.origin().sourceFormat();
    if (session != null && LogFormats.KEPT_OUTPUT.containsValue(format)) {
      logged.computeIfAbsent(format, _ -> new HashSet<>()).add(session);
    }
  }

  /** Whether this is output that adds up a session which was also found in its log. */
  boolean isLogged(UsageRecord usage) {
    String session = usage.attribution().sessionId();
    String log = LogFormats.KEPT_OUTPUT.get(usage.origin().sourceFormat());
    return session != null && log != null && logged.getOrDefault(log, Set.of()).contains(session);
  }
}
