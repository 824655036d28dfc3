package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Text;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the server is and what needs somebody, the latter first and with the page that helps. */
final class StatusLines {
  private static final double LITTLE_DISK_MB = 2048;
  private static final double LONG_LAG_SECONDS = 300;

  private StatusLines() {}

  /** A line; with a page it needs somebody. */
  private record Line(String text, @Nullable Page page) {}

  static int problems(State state) {
    return (int) lines(state).stream().filter(line -> line.page() != null).count();
  }

  /** The page of what needs somebody first; the clients when nothing does. */
  static Page where(State state) {
    for (Line line : lines(state)) {
      Page page = line.page();
      if (page != null) {
        return page;
      }
    }
    return Page.CLIENTS;
  }

  static void draw(State state, Canvas canvas) {
    List<Line> lines = lines(state);
    if (lines.isEmpty()) {
      Absent.draw(canvas, state.known(DashboardPane.STATUS), new Words("its status", "", ""));
    }
    for (int row = 0; row < Math.min(lines.size(), canvas.height()); row++) {
      Line line = lines.get(row);
      Page page = line.page();
      char mark = page == null ? canvas.glyphs().yes() : canvas.glyphs().attention();
      canvas.text(0, row, String.valueOf(mark), page == null ? Role.GOOD : Role.WARNING);
      String text = Text.cut(Text.clean(line.text()), canvas.width() - (page == null ? 2 : 5), canvas.glyphs());
      canvas.text(2, row, text, page == null ? Role.NORMAL : Role.WARNING);
      if (page != null) {
        canvas.right(row, page.number(), Role.KEY);
      }
    }
  }

  private static List<Line> lines(State state) {
    Fields status = state.known(DashboardPane.STATUS).fields();
    List<Line> lines = new ArrayList<>();
    if (status == null) {
      return lines;
    }
    wrong(state, status, lines);
    Fields server = status.object("server");
    Fields storage = status.object("storage");
    Fields ingestion = status.object("ingestion");
    lines.add(fine("server " + Shown.text(server, "version") + ", up " + Shown.span(server.number("uptime_seconds", 0))
        + ", " + Shown.text(server, "memory_usage_mb") + " MB"));
    lines.add(fine(Shown.count(Shown.decimal(storage, "total_records")) + " records, "
        + Shown.text(storage, "total_size_mb") + " MB, " + disk(storage)));
    lines.add(fine("today " + Shown.text(ingestion, "files_today") + " files, "
        + Shown.count(Shown.decimal(ingestion, "records_today")) + " records"));
    lines.add(fine("backlog " + Shown.text(ingestion, "backlog_files") + " files, lag "
        + Shown.text(ingestion, "lag_seconds") + " s"));
    return lines;
  }

  private static Line fine(String text) {
    return new Line(text, null);
  }

  private static String disk(Fields storage) {
    return Shown.count(Charts.number(storage, "disk_free_mb") / 1024) + " GB free";
  }

  private static void wrong(State state, Fields status, List<Line> lines) {
    long pending = status.object("clients").number("pending", 0);
    if (pending > 0) {
      lines.add(
          new Line(pending + (pending == 1 ? " machine asks" : " machines ask") + " to be approved", Page.CLIENTS));
    }
    budgets(state, lines);
    Fields storage = status.object("storage");
    Fields ingestion = status.object("ingestion");
    if (!List.of("healthy", "ok").contains(Shown.text(storage, "status"))) {
      lines
          .add(new Line("storage " + Shown.text(storage, "status") + " " + Shown.text(storage, "trouble"), Page.FILES));
    }
    if (storage.has("disk_free_mb") && Charts.number(storage, "disk_free_mb") < LITTLE_DISK_MB) {
      lines.add(new Line("little disk left: " + Shown.text(storage, "disk_free_mb") + " MB", Page.FILES));
    }
    if (Charts.number(ingestion, "errors_today") > 0) {
      String errors = Shown.text(ingestion, "errors_today");
      lines.add(new Line(errors + (errors.equals("1") ? " delivery" : " deliveries") + " failed today", Page.FILES));
    }
    if (Charts.number(ingestion, "lag_seconds") > LONG_LAG_SECONDS) {
      lines.add(new Line("reading lags " + Shown.span(ingestion.number("lag_seconds", 0)) + " behind", Page.FILES));
    }
    anomalies(state, lines);
  }

  private static void budgets(State state, List<Line> lines) {
    Fields answer = state.known(Pace.BUDGETS).fields();
    for (Fields budget : answer == null ? List.<Fields>of() : answer.objects("budgets")) {
      BigDecimal used = Shown.decimal(budget, "percent");
      if (used != null && used.compareTo(BigDecimal.valueOf(80)) >= 0) {
        lines.add(new Line("budget " + Shown.text(budget, "name") + " at " + Shown.percent(used), Page.BUDGETS));
      } else if (budget.values().get("overrun_date") != null) {
        lines.add(
            new Line("budget " + Shown.text(budget, "name") + " passed on " + Shown.text(budget, "overrun_date"),
                Page.BUDGETS));
      }
    }
  }

  /** Days that cost far more than usual, as long as they are fresh. */
  private static void anomalies(State state, List<Line> lines) {
    Fields summary = state.known(DashboardPane.month(state)).fields();
    String since = Charts.today(state).minusDays(2).toString();
    for (Fields day : summary == null || !summary.has("anomalies") ? List.<Fields>of() : summary.objects("anomalies")) {
      if (Shown.text(day, "date").compareTo(since) >= 0) {
        lines.add(
            new Line(Shown.text(day, "date") + " cost " + Shown.money(Shown.decimal(day, "cost")) + ", usual is "
                + Shown.money(Shown.decimal(day, "usual")), Page.ANALYTICS));
      }
    }
  }
}
