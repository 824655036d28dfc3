package dev.tokenly.tui.draw;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import dev.tokenly.tui.state.Key;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lanterna's key strokes under the names of our key tables. */
public final class Strokes {
  private Strokes() {}

  /** The key, or null for strokes that mean nothing here. */
  public static @Nullable Key key(KeyStroke stroke) {
    if (stroke instanceof MouseAction mouse) {
      return wheel(mouse);
    }
    if (stroke.getKeyType() == KeyType.Character) {
      String text = String.valueOf(stroke.getCharacter());
      return new Key(stroke.isCtrlDown() ? "Ctrl-" + text.toUpperCase(Locale.ROOT) : text);
    }
    return switch (stroke.getKeyType()) {
      case ArrowUp -> new Key("Up");
      case ArrowDown -> new Key("Down");
      case ArrowLeft -> new Key("BackTab");
      case ArrowRight -> new Key("Tab");
      case PageUp -> new Key("PgUp");
      case PageDown -> new Key("PgDn");
      case Home, End, Enter, Tab, Backspace, F1, F5 -> new Key(stroke.getKeyType().name());
      case Escape -> new Key("Esc");
      case ReverseTab -> new Key("BackTab");
      case EOF -> new Key("Ctrl-C");
      default -> null;
    };
  }

  private static @Nullable Key wheel(MouseAction mouse) {
    MouseActionType type = mouse.getActionType();
    if (type == MouseActionType.SCROLL_UP) {
      return new Key("Up");
    }
    return type == MouseActionType.SCROLL_DOWN ? new Key("Down") : null;
  }
}
