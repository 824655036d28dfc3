package dev.tokenly.server.audit;

import dev.tokenly.store.admin.AuditQuery;
import java.util.stream.Collectors;

/**
 * What {@code search} accepts, the same as the filter of the full-screen view: a part of the text, {@code !part} for the
 * others, {@code ~letters} in that order, {@code /regex/} by RE2.
 */
final class AuditSearch {
  private AuditSearch() {}

  static AuditQuery.Search of(String typed) {
    if (typed.startsWith("!")) {
      return new AuditQuery.Search(typed.substring(1), false, typed.length() > 1);
    }
    if (typed.startsWith("~")) {
      return new AuditQuery.Search(inThatOrder(typed.substring(1)), true, false);
    }
    if (typed.length() > 2 && typed.startsWith("/") && typed.endsWith("/")) {
      return new AuditQuery.Search(typed.substring(1, typed.length() - 1), true, false);
    }
    return new AuditQuery.Search(typed, false, false);
  }

  /** Each letter by its number, for some mean something to an expression. */
  private static String inThatOrder(String letters) {
    return letters.codePoints().mapToObj("\\x{%x}"::formatted).collect(Collectors.joining(".*"));
  }
}
