package dev.tokenly.tui.draw;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Msg;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lanterna's key strokes and clicks as our messages. */
final class Strokes {
  private Strokes() {}

  /** The message, or null for strokes that mean nothing here. */
  static @Nullable Msg message(KeyStroke stroke) {
    if (stroke instanceof MouseAction mouse) {
      return mouse(mouse);
    }
    Key key = key(stroke);
    return key == null ? null : new Msg.Pressed(key);
  }

  private static @Nullable Key key(KeyStroke stroke) {
    if (stroke.getKeyType() == KeyType.Character) {
      String text = String.valueOf(stroke.getCharacter());
      return new Key(stroke.isCtrlDown() ? "Ctrl-" + text.toUpperCase(Locale.ROOT) : text);
    }
    return switch (stroke.getKeyType()) {
      case ArrowUp -> new Key("Up");
      case ArrowDown -> new Key("Down");
      case ArrowLeft -> new Key("Left");
      case ArrowRight -> new Key("Right");
      case PageUp -> new Key("PgUp");
      case PageDown -> new Key("PgDn");
      case Home, End, Enter, Tab, Backspace, Delete, F1, F5 -> new Key(stroke.getKeyType().name());
      case Escape -> new Key("Esc");
      case ReverseTab -> new Key("BackTab");
      default -> null;
    };
  }

  private static @Nullable Msg mouse(MouseAction mouse) {
    return switch (mouse.getActionType()) {
      case SCROLL_UP -> new Msg.Pressed(new Key("Up"));
      case SCROLL_DOWN -> new Msg.Pressed(new Key("Down"));
      case CLICK_DOWN ->
          mouse.getButton() == 1
              ? new Msg.Clicked(mouse.getPosition().getColumn(), mouse.getPosition().getRow())
              : null;
      default -> null;
    };
  }
}
