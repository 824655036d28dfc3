package dev.tokenly.cli.command;

import dev.tokenly.api.UsageScope;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Option;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options every question to the ledger takes: when, whose days, and which usage. */
final class UsageOptions {
  private static final Set<String> FILTERS =
      Set.of("client", "service", "model", "application", "environment", "user", "session", "project");

  private final Option<String> since =
      Option.text("--since", "TIME", "From: 7d, 24h, a date, a time, today, yesterday, this-week, this-month (in it)");
  private final Option<String> until = Option.text("--until", "TIME", "Until (not in it): the same forms; default now");
  private final Option<String> zone = Option.text("--tz", "ZONE", "Time zone whose days count, e.g. Europe/Berlin");
  private final Option<List<String>> client = filter("--client", "HOST", "machines", Option.Live.HOSTS);
  private final Option<List<String>> service = filter("--service", "NAME", "services", Option.Live.SERVICES);
  private final Option<List<String>> model = filter("--model", "NAME", "models", Option.Live.MODELS);
  private final Option<List<String>> application =
      filter("--app --application", "NAME", "tools", Option.Live.APPLICATIONS);
  private final Option<List<String>> environment =
      filter("--env --environment", "NAME", "environments", Option.Live.NONE);
  private final Option<List<String>> user = filter("--user", "NAME", "users of the tools", Option.Live.NONE);
  private final Option<List<String>> session = filter("--session", "ID", "sessions", Option.Live.NONE);
  private final Option<List<String>> project = filter("--project", "NAME", "projects", Option.Live.PROJECTS);
  private final Option<List<String>> filter = Option.list("--filter", "NAME=VALUE", "The same filters in one option");

  private static Option<List<String>> filter(String names, String label, String what, Option.Live live) {
    return Option.list(names, label, "Only these " + what + "; again or with commas for several, * as wildcard")
        .completing(live);
  }

  List<Option<?>> all() {
    return Options.of(List.of(since, until, zone), filtering());
  }

  /** Those for what happens from now on. */
  List<Option<?>> following() {
    return Options.of(filtering(), zone);
  }

  private List<Option<?>> filtering() {
    return List.of(client, service, model, application, environment, user, session, project, filter);
  }

  /** The time zone told, or null. */
  @Nullable
  String zone() {
    return zone.find();
  }

  /** The scope these options describe. */
  UsageScope scope(Context context) {
    String tz = context.zone(zone.find());
    return new UsageScope(time(since.find(), tz, context), time(until.find(), tz, context), tz, filters());
  }

  private Map<String, List<String>> filters() {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    put(filters, "client_ids", client);
    put(filters, "services", service);
    put(filters, "models", model);
    put(filters, "applications", application);
    put(filters, "environments", environment);
    put(filters, "users", user);
    put(filters, "sessions", session);
    put(filters, "projects", project);
    for (String pair : filter.or(List.of())) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (equals < 0 || !FILTERS.contains(name)) {
        String names = String.join(", ", FILTERS.stream().sorted().toList());
        throw Complaint.usage("--filter cannot be " + pair, "NAME=VALUE with one of " + names).raised();
      }
      String wire = name.equals("client") ? "client_ids" : name + 's';
      filters.computeIfAbsent(wire, _ -> new ArrayList<>()).add(pair.substring(equals + 1));
    }
    return filters;
  }

  private static void put(Map<String, List<String>> filters, String name, Option<List<String>> option) {
    List<String> values = option.or(List.of());
    if (!values.isEmpty()) {
      filters.put(name, new ArrayList<>(values));
    }
  }

  /** A time as the API takes it: our own words become dates, the rest goes as it is. */
  static @Nullable String time(@Nullable String told, String zone, Context context) {
    if (told == null) {
      return null;
    }
    return switch (told) {
      case "today" -> today(zone, context).toString();
      case "yesterday" -> today(zone, context).minusDays(1).toString();
      case "this-week" -> today(zone, context).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString();
      case "this-month" -> today(zone, context).withDayOfMonth(1).toString();
      case "this-year" -> today(zone, context).withDayOfYear(1).toString();
      default -> told.startsWith("-") ? told.substring(1) : told;
    };
  }

  private static LocalDate today(String zone, Context context) {
    return LocalDate.ofInstant(context.clock().instant(), Zones.of(zone));
  }
}
