package dev.tokenly.tui.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies above the page, and takes the keys while it does. */
public sealed interface Overlay {
  /** Nothing. */
  record None() implements Overlay {}

  /** The keys of this page. */
  record Help() implements Overlay {}

  /** A line being typed: a filter ({@code /}) or a command ({@code :}). */
  record Typing(Purpose purpose, String text) implements Overlay {
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

    /** One field: its label, what is typed so far, and whether it is a secret. */
    public record Entry(String label, String text, boolean secret) {}

    /** What a filled form leads to; throws {@link IllegalArgumentException} saying what is wrong with a field. */
    @FunctionalInterface
    public interface Submit {
      Step on(State state, List<String> texts);
    }
  }

  /** A text to read, line by line. */
  record Reading(String title, List<String> lines, int first) implements Overlay {
    public Reading {
      lines = List.copyOf(lines);
    }
  }
}
