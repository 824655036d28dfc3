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
    ALL.put(Page.SESSIONS, UsagePanes.sessions());
    ALL.put(Page.BUDGETS, UsagePanes.budgets());
    ALL.put(Page.CONFIG, AdminPanes.config());
    ALL.put(Page.USERS, AdminPanes.users());
    ALL.put(Page.AUDIT, AdminPanes.audit());
    ALL.put(Page.FILES, UsagePanes.files());
    ALL.put(Page.FLEET, UsagePanes.fleet());
  }

  private Panes() {}

  public static Pane of(Page page) {
    return Objects.requireNonNull(ALL.get(page), page.title());
  }
}
