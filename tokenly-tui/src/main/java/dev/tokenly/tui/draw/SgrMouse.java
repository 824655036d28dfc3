package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mouse as today's terminals report it, {@code ESC [ < button ; column ; row M}: it has no largest column and is
 * the only one some terminals know; Lanterna takes it for keys.
 */
final class SgrMouse implements CharacterPattern {
  static final String ON = "\u001b[?1000h\u001b[?1006h";
  static final String OFF = "\u001b[?1006l\u001b[?1000l";

  private static final String START = "\u001b[<";
  private static final int LONGEST = 24;
  private static final int WHEEL_UP = 64;
  private static final int WHEEL_DOWN = 65;

  @Override
  public @Nullable Matching match(List<Character> typed) {
    for (int at = 0; at < Math.min(typed.size(), START.length()); at++) {
      if (typed.get(at) != START.charAt(at)) {
        return null;
      }
    }
    if (typed.size() <= START.length()) {
      return Matching.NOT_YET;
    }
    char last = typed.getLast();
    if (last != 'M' && last != 'm') {
      boolean goesOn = (last >= '0' && last <= '9') || last == ';';
      return goesOn && typed.size() < LONGEST ? Matching.NOT_YET : null;
    }
    StringBuilder numbers = new StringBuilder();
    typed.subList(START.length(), typed.size() - 1).forEach(numbers::append);
    String[] parts = numbers.toString().split(";", -1);
    return parts.length == 3 ? new Matching(action(parts, last == 'm')) : null;
  }

  private static MouseAction action(String[] parts, boolean isReleased) {
    int button = number(parts[0]);
    MouseActionType type = switch (button) {
      case WHEEL_UP -> MouseActionType.SCROLL_UP;
      case WHEEL_DOWN -> MouseActionType.SCROLL_DOWN;
      default -> isReleased ? MouseActionType.CLICK_RELEASE : MouseActionType.CLICK_DOWN;
    };
    return new MouseAction(type, button + 1, new TerminalPosition(number(parts[1]) - 1, number(parts[2]) - 1));
  }

  private static int number(String digits) {
    return digits.isEmpty() || digits.length() > 6 ? 0 : Integer.parseInt(digits);
  }
}
