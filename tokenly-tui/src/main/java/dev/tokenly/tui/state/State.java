package dev.tokenly.tui.state;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Everything the screen is drawn from; immutable, replaced by each update. */
public record State(
    Frame frame,
    Map<Question, Loaded> known,
    Map<Page, ListState> lists,
    Overlay overlay,
    Feed feed,
    Person person,
    Choice choice) {

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
    return new State(next, known, lists, overlay, feed, person, choice);
  }

  public State with(Overlay next) {
    return new State(frame, known, lists, next, feed, person, choice);
  }

  public State with(Feed next) {
    return new State(frame, known, lists, overlay, next, person, choice);
  }

  public State with(Person next) {
    return new State(frame, known, lists, overlay, feed, next, choice);
  }

  public State with(Choice next) {
    return new State(frame, known, lists, overlay, feed, person, next);
  }

  public State with(ListState next) {
    Map<Page, ListState> changed = new EnumMap<>(Page.class);
    changed.putAll(lists);
    changed.put(frame.page(), next);
    return new State(frame, known, changed, overlay, feed, person, choice);
  }

  public State with(Question question, Loaded next) {
    Map<Question, Loaded> changed = new HashMap<>(known);
    changed.put(question, next);
    return new State(frame, changed, lists, overlay, feed, person, choice);
  }

  /** Without any answer, so that everything is asked anew. */
  public State forgetting() {
    return new State(frame, Map.of(), lists, overlay, feed, person, choice);
  }
}
