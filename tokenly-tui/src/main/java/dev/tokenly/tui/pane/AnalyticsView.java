package dev.tokenly.tui.pane;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.state.Choice;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ways to look at usage; each has its questions, and all follow the range, the metric and the groups chosen. */
enum AnalyticsView {
  OVERVIEW(""),
  COST(""),
  MODELS("model"),
  SERVICES("service"),
  APPLICATIONS("application"),
  CLIENTS("client_id"),
  USERS("user_id"),
  HEAT(""),
  FORECAST("");

  private final String dimension;

  AnalyticsView(String dimension) {
    this.dimension = dimension;
  }

  static AnalyticsView of(Choice choice) {
    for (AnalyticsView view : values()) {
      if (view.title().equals(choice.view())) {
        return view;
      }
    }
    return OVERVIEW;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The dimension whose groups it ranks; empty when it ranks none. */
  String dimension() {
    return dimension;
  }

  /** Where drilling into one of its groups leads. */
  AnalyticsView deeper() {
    return switch (this) {
      case MODELS, SERVICES -> APPLICATIONS;
      case APPLICATIONS -> CLIENTS;
      case CLIENTS -> USERS;
      default -> MODELS;
    };
  }

  Question trend(State state) {
    Choice choice = state.choice();
    boolean isByHour = this == HEAT || choice.range().equals("24h");
    String group = this == COST ? "service" : dimension;
    String metric = this == FORECAST || this == COST ? "cost" : choice.metric();
    return question(state, Topic.TREND, isByHour ? "hour" : "day", metric, group);
  }

  Question top(State state) {
    String by = dimension.isEmpty() ? "model" : dimension;
    return question(state, Topic.TOP, by, state.choice().metric());
  }

  Question summary(State state) {
    return question(state, Topic.SUMMARY);
  }

  Question breakdown(State state) {
    return question(state, Topic.BREAKDOWN);
  }

  Question projection(State state) {
    return new Question(Topic.PROJECTION, filters(state));
  }

  private static Question question(State state, Topic topic, String... more) {
    LocalDate today = Charts.today(state);
    List<String> words = new ArrayList<>(List.of(Charts.since(state.choice().range(), today)));
    words.addAll(List.of(more));
    words.addAll(filters(state));
    return new Question(topic, words);
  }

  private static List<String> filters(State state) {
    List<String> words = new ArrayList<>();
    for (Choice.Group group : state.choice().path()) {
      words.add(group.dimension());
      words.add(group.value());
    }
    return words;
  }

  List<Question> questions(State state) {
    return switch (this) {
      case OVERVIEW -> List.of(trend(state), summary(state), Question.of(Topic.BUDGETS));
      case COST -> List.of(trend(state), breakdown(state));
      case HEAT -> List.of(trend(state));
      case FORECAST ->
          List.of(trend(state), projection(state), Question.of(Topic.BUDGETS));
      default -> List.of(trend(state), top(state));
    };
  }

  void draw(State state, Canvas canvas) {
    switch (this) {
      case OVERVIEW -> AnalyticsCharts.overview(state, canvas);
      case HEAT -> AnalyticsCharts.heat(state, canvas);
      case FORECAST -> AnalyticsCharts.forecast(state, canvas);
      default -> AnalyticsCharts.groups(state, canvas);
    }
  }

  String command(Choice choice) {
    String since = " --since " + choice.range();
    return switch (this) {
      case OVERVIEW -> "tokenly trends --metric " + choice.metric() + since;
      case COST -> "tokenly breakdown --by service,model,application" + since;
      case HEAT -> "tokenly trends --interval hour --metric " + choice.metric() + since;
      case FORECAST -> "tokenly forecast --period monthly --method seasonal";
      default -> "tokenly top --by " + dimension.replace("_id", "") + " --metric " + choice.metric() + since;
    };
  }
}
