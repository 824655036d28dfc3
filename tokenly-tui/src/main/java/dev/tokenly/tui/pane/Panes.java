package dev.tokenly.tui.pane;

import dev.tokenly.tui.state.Page;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Every page. */
public final class Panes {
  private static final Map<Page, Pane> ALL = new EnumMap<>(Page.class);

  static {
    ALL.put(Page.DASHBOARD, new DashboardPane());
    ALL.put(Page.CLIENTS, ClientsPane.create());
    ALL.put(Page.ANALYTICS, new AnalyticsPane());
    ALL.put(Page.LIVE, new LivePane());
    ALL.put(Page.SESSIONS, SessionsPane.create());
    ALL.put(Page.BUDGETS, BudgetsPane.create());
    ALL.put(Page.CONFIG, ConfigPanes.create());
    ALL.put(Page.USERS, UsersPanes.create());
    ALL.put(Page.AUDIT, AuditPane.create());
    ALL.put(Page.FILES, FilesPane.create());
    ALL.put(Page.FLEET, FleetPane.create());
  }

  private Panes() {}

  public static Pane of(Page page) {
    return Objects.requireNonNull(ALL.get(page), page.title());
  }
}
