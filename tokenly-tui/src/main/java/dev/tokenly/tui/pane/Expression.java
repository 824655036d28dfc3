package dev.tokenly.tui.pane;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large an expression is: RE2 never takes longer than text times expression, but {@code ((a{1000}){1000}){1000}} is a
 * thousand million states, more than any memory holds.
 */
final class Expression {
  private static final long MOST_STATES = 2_000;
  private static final long BEYOND = 1_000_000;

  private Expression() {}

  /** Whether it has few enough states to be matched while somebody watches. */
  static boolean isSmall(String expression) {
    Deque<Long> around = new ArrayDeque<>();
    long before = 0;
    long last = 0;
    for (int at = 0; at < expression.length(); at++) {
      char c = expression.charAt(at);
      switch (c) {
        case '(' -> {
          around.push(before + last);
          before = 0;
          last = 0;
        }
        case ')' -> {
          last += before;
          before = around.isEmpty() ? 0 : around.pop();
        }
        case '{' -> last = Math.min(BEYOND, last * times(expression, at + 1));
        default -> {
          before += last;
          last = 1;
          at += c == '\\' ? 1 : 0;
        }
      }
    }
    return before + last + around.stream().mapToLong(Long::longValue).sum() <= MOST_STATES;
  }

  /** The largest number that stands in the braces; 1 where there is none. */
  private static long times(String expression, int from) {
    long largest = 1;
    long number = 0;
    for (int at = from; at < expression.length() && expression.charAt(at) != '}'; at++) {
      char c = expression.charAt(at);
      number = Character.isDigit(c) ? Math.min(BEYOND, number * 10 + c - '0') : 0;
      largest = Math.max(largest, number);
    }
    return largest;
  }
}
