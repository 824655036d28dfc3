package dev.tokenly.proxy.settings;

import dev.tokenly.model.Usd;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code [[listener]]}. */
final class ListenerSection {
  private final Section section;

  ListenerSection(Section section) {
    this.section = section;
  }

  ListenerSettings read() {
    try {
      ListenerSettings listener = new ListenerSettings(place(), target(), access(), labels(), rules());
      section.finish();
      return listener;
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(section.path()) ? e : new IllegalArgumentException(section.path() + ": " + message, e);
    }
  }

  private ListenerSettings.Place place() {
    return new ListenerSettings.Place(
        section.text("bind", "127.0.0.1"), Math.toIntExact(required(section.optionalNumber("port", 0, 65_535))));
  }

  private long required(@Nullable Long port) {
    if (port == null) {
      throw section.bad("port", "missing");
    }
    return port;
  }

  private Target target() {
    Provider provider = Provider.named(section.text("provider", "auto"));
    String upstream = section.optionalText("upstream");
    URI base = upstream != null ? URI.create(upstream) : provider.defaultUpstream();
    if (base == null) {
      throw section.bad("upstream", "missing (only a named provider has a default one)");
    }
    return Target.of(base, provider, section.flag("allow_private", false));
  }

  private ListenerSettings.Access access() {
    String auth = section.text("auth", "none");
    boolean needsKey =
        switch (auth) {
          case "key" -> true;
          case "none", "local" -> false;
          default -> throw section.bad("auth", "\"none\" or \"key\", not \"" + auth + '"');
        };
    return new ListenerSettings.Access(
        needsKey,
        section.flag("allow_open", false),
        section.optionalText("upstream_key"),
        Set.copyOf(section.texts("hosts")));
  }

  private ListenerSettings.Labels labels() {
    return new ListenerSettings.Labels(
        section.requiredText("service"), section.optionalText("environment"), section.texts("tags"));
  }

  private ListenerSettings.Rules rules() {
    IncludeUsage include =
        switch (section.text("include_usage", "auto")) {
          case "auto" -> IncludeUsage.AUTO;
          case "always" -> IncludeUsage.ALWAYS;
          case "never" -> IncludeUsage.NEVER;
          default -> throw section.bad("include_usage", "\"auto\", \"always\" or \"never\"");
        };
    return new ListenerSettings.Rules(include, filters(),
        section.has("budget") ? budget(section.section("budget")) : null);
  }

  private Filters filters() {
    Section filters = section.section("filters");
    Filters read =
        new Filters(
            Set.copyOf(filters.texts("drop_tools")),
            filters.number("max_tool_description", 0, Integer.MAX_VALUE, 0),
            filters.number("max_system_chars", 0, Integer.MAX_VALUE, 0),
            section.flag("rewrite_developer_role", false));
    filters.finish();
    return read;
  }

  static Budget budget(Section section) {
    BigDecimal amount = section.optionalDecimal("amount_usd");
    Budget budget =
        new Budget(
            amount == null ? null : Usd.of(amount.toPlainString()),
            section.optionalNumber("tokens", 0, Long.MAX_VALUE),
            Budget.Period.named(section.text("period", "day")));
    section.finish();
    return budget;
  }
}
