package dev.tokenly.cli.command;

import dev.tokenly.api.UsageScope;
import java.util.List;
import java.util.Map;

/** The filters of a question, applied to records as they arrive. */
final class TailFilter {
  private final UsageScope scope;

  TailFilter(UsageScope scope) {
    this.scope = scope;
  }

  boolean accepts(Map<String, Object> record) {
    for (Map.Entry<String, List<String>> filter : scope.filters().entrySet()) {
      if (filter.getValue().stream().noneMatch(pattern -> matches(record, filter.getKey(), pattern))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(Map<String, Object> record, String filter, String pattern) {
    String name = filter.substring(0, filter.length() - 1);
    return switch (filter) {
      case "client_ids" -> fits(record, "client_id", pattern) || fits(record, "hostname", pattern);
      case "users", "sessions" -> fits(record, name + "_id", pattern);
      default -> fits(record, name, pattern);
    };
  }

  private static boolean fits(Map<String, Object> record, String field, String pattern) {
    return record.get(field) instanceof String value && glob(pattern, 0, value, 0);
  }

  private static boolean glob(String pattern, int at, String text, int from) {
    int star = pattern.indexOf('*', at);
    if (star < 0) {
      return text.substring(from).equals(pattern.substring(at));
    }
    if (!text.startsWith(pattern.substring(at, star), from)) {
      return false;
    }
    for (int start = from + star - at; start <= text.length(); start++) {
      if (glob(pattern, star + 1, text, start)) {
        return true;
      }
    }
    return false;
  }
}
