package dev.tokenly.tui.state;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Everything the screen is drawn from; immutable, replaced by each update. */
public record State(
    Frame frame,
    Map<Question, Loaded> known,
    Map<Page, ListState> lists,
    Overlay overlay,
    Feed feed,
    Person person,
    Desk desk) {

  public State {
    known = Map.copyOf(known);
    lists = Map.copyOf(lists);
  }

  /** What is known of an answer. */
  public Loaded known(Question question) {
    return known.getOrDefault(question, Loaded.NEVER);
  }

  /** Where the list of the present page stands. */
  public ListState list() {
    return lists.getOrDefault(frame.page(), ListState.START);
  }

  public State with(Frame next) {
    return new State(next, known, lists, overlay, feed, person, desk);
  }

  public State with(Overlay next) {
    return new State(frame, known, lists, next, feed, person, desk);
  }

  public State with(Feed next) {
    return new State(frame, known, lists, overlay, next, person, desk);
  }

  public State with(Person next) {
    return new State(frame, known, lists, overlay, feed, next, desk);
  }

  public State with(Desk next) {
    return new State(frame, known, lists, overlay, feed, person, next);
  }

  public Choice choice() {
    return desk.choice();
  }

  public State with(Choice next) {
    return with(desk.with(next));
  }

  /** On a page, with nothing above it. */
  public State on(Page page) {
    return with(new Overlay.None()).with(frame.on(frame.trail().on(page)));
  }

  public State with(ListState next) {
    Map<Page, ListState> changed = new EnumMap<>(Page.class);
    changed.putAll(lists);
    changed.put(frame.page(), next);
    return new State(frame, known, changed, overlay, feed, person, desk);
  }

  public State with(Question question, Loaded next) {
    Map<Question, Loaded> changed = new HashMap<>(known);
    changed.put(question, next);
    return new State(frame, changed, lists, overlay, feed, person, desk);
  }

  /** With every answer outdated: shown until the next one, which is asked for at once. */
  public State refreshing() {
    Map<Question, Loaded> changed = new HashMap<>();
    known.forEach((question, loaded) -> changed.put(question, loaded.outdated()));
    return new State(frame, changed, lists, overlay, feed, person, desk);
  }

  /** Without any answer, as for somebody else. */
  public State forgetting() {
    return new State(frame, Map.of(), lists, overlay, feed, person, desk);
  }

  /** Without the answers that nobody has looked at since a moment, so that a long day does not fill the memory. */
  public State without(Set<Question> inUse, Instant before) {
    Map<Question, Loaded> kept = new HashMap<>(known);
    kept.entrySet()
        .removeIf(
            each -> !inUse.contains(each.getKey())
                && !each.getValue().isAsking()
                && (each.getValue().at() == null || each.getValue().at().isBefore(before)));
    return kept.size() == known.size() ? this : new State(frame, kept, lists, overlay, feed, person, desk);
  }
}
