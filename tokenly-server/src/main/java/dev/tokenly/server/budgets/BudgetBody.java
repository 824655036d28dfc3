package dev.tokenly.server.budgets;

import dev.tokenly.model.json.Fields;
import dev.tokenly.server.http.Refusal;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a budget from a request's body; what an edit does not name stays as it was. */
final class BudgetBody {
  private static final BigDecimal MOST = new BigDecimal("1000000000");
  private static final List<Integer> USUAL_WARNINGS = List.of(50, 80, 100);

  private BudgetBody() {}

  static Budget read(Fields body, String name, @Nullable Budget before, Instant now) {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}")) {
      throw Refusal.invalid("name", "letters, digits, spaces, '.', '_' and '-' are needed, 100 at most");
    }
    return new Budget(
        name,
        amount(body, before),
        period(body, before),
        zone(body, before),
        scope(body, before),
        new Budget.Alerts(warn(body, before), notifiers(body, before)),
        new Budget.Dates(before == null ? now : before.createdAt(), now));
  }

  private static BigDecimal amount(Fields body, @Nullable Budget before) {
    BigDecimal amount = body.optionalDecimal("amount");
    if (amount == null && before != null) {
      return before.amount();
    }
    if (amount == null || amount.signum() <= 0 || amount.compareTo(MOST) > 0) {
      throw Refusal.invalid("amount", "an amount of dollars above 0 is needed");
    }
    return amount;
  }

  private static String period(Fields body, @Nullable Budget before) {
    String text = body.optionalText("period");
    String period = text != null ? text : before == null ? "month" : before.period();
    try {
      Period.parse(period);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("period", String.valueOf(e.getMessage()));
    }
    return period;
  }

  private static String zone(Fields body, @Nullable Budget before) {
    String text = body.optionalText("tz");
    String zone = text != null ? text : before == null ? "UTC" : before.tz();
    try {
      return ZoneId.of(zone).getId();
    } catch (DateTimeException _) {
      throw Refusal.invalid("tz", "no such time zone (an IANA name such as Europe/Berlin is needed)");
    }
  }

  private static Map<String, List<String>> scope(Fields body, @Nullable Budget before) {
    Fields object = body.optionalObject("scope");
    if (object == null) {
      return before == null ? Map.of() : before.scope();
    }
    Map<String, List<String>> scope = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : object.values().entrySet()) {
      try {
        Budget.dimension(entry.getKey());
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("scope", String.valueOf(e.getMessage()));
      }
      scope.put(entry.getKey(), entry.getValue() instanceof String one ? List.of(one) : object.texts(entry.getKey()));
    }
    return scope;
  }

  private static List<Integer> warn(Fields body, @Nullable Budget before) {
    if (!body.has("warn")) {
      return before == null ? USUAL_WARNINGS : before.warn();
    }
    List<Integer> warn = new ArrayList<>();
    if (body.values().get("warn") instanceof List<?> values) {
      for (Object value : values) {
        if (value instanceof Long percent && percent >= 1 && percent <= 1000) {
          warn.add(percent.intValue());
        }
      }
      if (warn.size() == values.size() && warn.size() <= 10) {
        return warn;
      }
    }
    throw Refusal.invalid("warn", "up to ten whole per cents from 1 to 1000 are needed");
  }

  private static List<String> notifiers(Fields body, @Nullable Budget before) {
    if (!body.has("notify")) {
      return before == null ? List.of("log") : before.notifiers();
    }
    List<String> notifiers =
        body.values().get("notify") instanceof String one ? List.of(one) : body.texts("notify");
    notifiers.forEach(BudgetBody::check);
    return notifiers;
  }

  private static void check(String notifier) {
    boolean known =
        notifier.equals("log")
            || notifier.matches("exec:[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
            || (notifier.startsWith("webhook:") && isHttp(notifier.substring(8)));
    if (!known) {
      throw Refusal.invalid(
          "notify", "log, webhook:http(s)://… or exec:NAME (a program in the server's notifiers folder) is needed");
    }
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      boolean scheme = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return scheme && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
