package dev.tokenly.tui.state;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What lies above the page, and takes the keys while it does. */
public sealed interface Overlay {
  /** Nothing. */
  record None() implements Overlay {}

  /** The keys of this page, from a row on. */
  record Help(int first) implements Overlay {}

  /** {@code g} was pressed: the next key says where to. */
  record Going() implements Overlay {}

  /** A line being typed, a filter ({@code /}) or a command ({@code :}), and how far back in the history it is. */
  record Typing(Purpose purpose, String text, int back) implements Overlay {
    /** What the line is for. */
    public enum Purpose {
      FILTER,
      COMMAND
    }
  }

  /** A question before something is done: what it is, and the deeds behind yes; {@code word} must be typed if given. */
  record Confirm(String title, List<String> lines, List<Deed> deeds, @Nullable String word, String typed)
      implements
        Overlay {
    public Confirm {
      lines = List.copyOf(lines);
      deeds = List.copyOf(deeds);
    }
  }

  /** Fields to fill in; submitting makes the deed, or says what is wrong with a field. */
  record Form(String title, List<Entry> entries, int at, Submit submit, @Nullable String trouble) implements Overlay {
    public Form {
      entries = List.copyOf(entries);
    }

    /** One field: its label, what is typed so far, whether it is a secret, and the values it takes (none: any). */
    public record Entry(String label, String text, boolean secret, List<String> values) {
      public Entry {
        values = List.copyOf(values);
      }

      public Entry with(String next) {
        return new Entry(label, next, secret, values);
      }
    }

    /** The same form with the cursor in another field. */
    public Form at(int entry) {
      return new Form(title, entries, entry, submit, trouble);
    }

    /** The same form with a word about what is wrong. */
    public Form troubled(@Nullable String why) {
      return new Form(title, entries, at, submit, why);
    }

    /** What a filled form leads to; throws {@link IllegalArgumentException} saying what is wrong with a field. */
    @FunctionalInterface
    public interface Submit {
      Step on(State state, List<String> texts);
    }
  }

  /** Things to choose one of, by its key or by Enter. */
  record Menu(String title, List<Item> items, int at) implements Overlay {
    public Menu {
      items = List.copyOf(items);
    }

    /** One of them and what choosing it leads to. */
    public record Item(String key, String label, Function<State, Step> choose) {}

    public Menu at(int item) {
      return new Menu(title, items, item);
    }
  }

  /**
   * A text to read, line by line; a plain one has no frame, so that the mouse can select it. What it tells may change while
   * it is read: {@code now} makes its lines anew of what is known.
   */
  record Reading(String title, List<String> lines, int first, boolean isPlain, Function<State, List<String>> now)
      implements
        Overlay {
    public Reading {
      lines = List.copyOf(lines);
    }

    public Reading(String title, List<String> lines, boolean isPlain) {
      this(title, lines, 0, isPlain, _ -> lines);
    }

    public static Reading of(String title, List<String> lines) {
      return new Reading(title, lines, false);
    }

    /** Of what is known in a state, and in those after it. */
    public static Reading of(String title, State state, Function<State, List<String>> now) {
      return new Reading(title, now.apply(state), 0, false, now);
    }

    public Reading in(State state) {
      return new Reading(title, now.apply(state), first, isPlain, now);
    }

    public Reading from(int line) {
      return new Reading(title, lines, line, isPlain, now);
    }
  }
}
