package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Meter;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Series;
import dev.tokenly.tui.draw.Sparkline;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The dashboard's numbers, each a card: what it is, its value, what to think of it. */
final class Cards {
  private static final Series NONE = new Series("");
  private static final Question HOURS = Question.of(Topic.TREND, "24h", "hour", "cost", "");

  private Cards() {}

  /** A card: title, value, a word on it, how the value looks, a share to draw as a bar (negative: none), a sparkline. */
  private record Card(String title, String value, String word, Role look, double share, Series spark) {}

  private static Question today(State state) {
    return Question.of(Topic.SUMMARY, Charts.today(state).toString());
  }

  private static Question week(State state) {
    return Question.of(Topic.SUMMARY, Charts.since("7d", Charts.today(state)));
  }

  private static Question thisMonth(State state) {
    LocalDate today = Charts.today(state);
    return Question.of(Topic.SUMMARY, today.withDayOfMonth(1).toString());
  }

  static List<Question> questions(State state) {
    return List.of(today(state), week(state), thisMonth(state), HOURS);
  }

  static void draw(State state, Canvas canvas, boolean isRoomy) {
    List<Card> cards = cards(state);
    int width = canvas.width() / cards.size();
    for (int number = 0; number < cards.size(); number++) {
      int wide = number == cards.size() - 1 ? canvas.width() - number * width : width;
      Canvas card = canvas.part(number * width, 0, wide, canvas.height());
      if (isRoomy) {
        framed(cards.get(number), card.frame(cards.get(number).title(), Role.BORDER));
      } else {
        Card each = cards.get(number);
        card.text(0, 0, each.title(), Role.DIM);
        card.part(0, 0, wide - 1, 3).text(0, 1, each.value(), each.look());
        card.part(0, 0, wide - 1, 3).text(0, 2, each.word(), Role.DIM);
      }
    }
  }

  private static void framed(Card card, Canvas canvas) {
    canvas.text(1, 0, card.value(), card.look());
    canvas.text(1, 1, card.word(), Role.DIM);
    Canvas third = canvas.part(1, 2, canvas.width() - 2, 1);
    if (card.share() >= 0) {
      Meter.draw(third, card.share(), card.share() >= 1 ? Role.BAD : card.share() >= 0.8 ? Role.WARNING : Role.GOOD);
    } else if (card.spark().size() > 0) {
      third.text(0, 0, Sparkline.of(card.spark(), third.width(), third.glyphs()), Role.series(1));
    }
  }

  private static List<Card> cards(State state) {
    double[] hours = values(state, HOURS);
    List<Card> cards = new ArrayList<>();
    cards.add(spent(state, today(state), "today", hours));
    cards.add(spent(state, week(state), "7 days", lastDays(state)));
    cards.add(month(state));
    double burn = 0;
    int full = Math.max(0, hours.length - 1);
    for (int hour = Math.max(0, full - 3); hour < full; hour++) {
      burn += hours[hour] / Math.min(3, full);
    }
    cards
        .add(new Card("burn rate", hours.length == 0 ? Shown.UNKNOWN : Shown.money(burn) + "/h", "3 hours", Role.STRONG,
            -1, new Series("", hours)));
    cards.addAll(machines(state));
    return cards;
  }

  private static Card spent(State state, Question question, String title, double... spark) {
    Fields summary = state.known(question).fields();
    if (summary == null) {
      return new Card(title, Shown.UNKNOWN, "", Role.STRONG, -1, NONE);
    }
    BigDecimal rate = Shown.decimal(summary, "cost_growth_rate");
    String growth = rate == null ? "" : Shown.growth(rate);
    double unpriced = Charts.number(summary, "unpriced_requests");
    String word = unpriced > 0 ? Shown.count(unpriced) + " unknown" : growth;
    return new Card(title, Shown.money(Shown.decimal(summary, "total_cost")), word, Role.STRONG, -1,
        new Series("", spark));
  }

  private static double[] values(State state, Question question) {
    Fields trend = state.known(question).fields();
    return trend == null ? new double[0] : Charts.values(trend.objects("data_points"));
  }

  private static double[] lastDays(State state) {
    Fields summary = state.known(week(state)).fields();
    return summary == null || !summary.has("daily_trend")
        ? new double[0]
        : summary.objects("daily_trend").stream().mapToDouble(day -> Charts.value(day, "cost")).toArray();
  }

  /** This month against the budget, where there is one that counts everything. */
  private static Card month(State state) {
    Fields budget = Pace.budget(state);
    if (budget == null) {
      return spent(state, thisMonth(state), "month");
    }
    String of = "of " + Shown.money(Shown.decimal(budget, "amount")).replace(".00", "");
    double share = Charts.number(budget, "percent") / 100;
    Role look = share >= 1 ? Role.BAD : share >= 0.8 ? Role.WARNING : Role.STRONG;
    String title = Shown.text(budget, "period");
    return new Card(title, Shown.money(Shown.decimal(budget, "spent")), of, look, share, NONE);
  }

  private static List<Card> machines(State state) {
    Fields status = state.known(DashboardPane.STATUS).fields();
    if (status == null) {
      return List.of(
          new Card("machines", Shown.UNKNOWN, "", Role.STRONG, -1, NONE),
          new Card("active", Shown.UNKNOWN, "", Role.STRONG, -1, NONE),
          new Card("pending", Shown.UNKNOWN, "", Role.STRONG, -1, NONE),
          new Card("health", Shown.UNKNOWN, "", Role.STRONG, -1, NONE));
    }
    Fields clients = status.object("clients");
    double total = Charts.number(clients, "total");
    double active = Charts.number(clients, "active");
    double pending = Charts.number(clients, "pending");
    int wrong = StatusLines.problems(state);
    return List.of(
        new Card("machines", Shown.count(total), "known", Role.STRONG, -1, NONE),
        new Card("active", Shown.count(active), total == 0 ? "" : "reporting", Role.STRONG, -1, NONE),
        new Card("pending", Shown.count(pending), pending > 0 ? "2 decides" : "nobody", pending > 0
            ? Role.WARNING
            : Role.STRONG, -1, NONE),
        wrong == 0
            ? new Card("health", "ok", "all well", Role.GOOD, -1, NONE)
            : new Card("health", wrong + (wrong == 1 ? " thing" : " things"), "see below", Role.WARNING, -1, NONE));
  }
}
