package dev.tokenly.tui.draw;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How each role looks. The default uses the terminal's own 16 colours, which its user has chosen; series colours follow
 * Okabe and Ito's order, which people with colour-blindness can tell apart.
 */
public final class Theme {
  private static final TextColor DEFAULT = TextColor.ANSI.DEFAULT;
  private static final Look PLAIN = new Look(DEFAULT, DEFAULT, Set.of());

  private final String name;
  private final Map<Role, Look> looks;
  private final Map<Role, TextCharacter[][]> cells = new EnumMap<>(Role.class);
  private @Nullable Theme faded;

  /** A look: colours and attributes. */
  public record Look(TextColor foreground, TextColor background, Set<SGR> attributes) {}

  private Theme(String name, Map<Role, Look> looks) {
    this.name = name;
    this.looks = Map.copyOf(looks);
  }

  public String name() {
    return name;
  }

  /** The names {@link #named} knows. */
  public static final List<String> NAMES = List.of("terminal", "256", "truecolor", "contrast", "none");

  /** The theme of that name; throws {@link IllegalArgumentException} listing the names there are. */
  public static Theme named(String name) {
    return switch (name) {
      case "terminal" -> terminal();
      case "256" -> coloured("256", Theme::indexed);
      case "truecolor" -> coloured("truecolor", rgb -> new TextColor.RGB(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
      case "contrast" -> contrast();
      case "none" -> new Theme("none", monochrome());
      default -> throw new IllegalArgumentException("no such theme: " + name + "; one of " + String.join(", ", NAMES));
    };
  }

  /** What a terminal can show, by {@code COLORTERM} and {@code TERM}; colour is never guessed upwards. */
  public static Theme fitting(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || term.equals("dumb")) {
      return named("none");
    }
    return named("terminal");
  }

  /** The look of a role. */
  public Look look(Role role) {
    return looks.getOrDefault(role, PLAIN);
  }

  /** A character as a role looks: made once, for a screen has thousands of cells and draws them again and again. */
  TextCharacter cell(char c, Role role) {
    TextCharacter[][] pages = cells.computeIfAbsent(role, _ -> new TextCharacter[256][]);
    TextCharacter[] page = pages[c >> 8];
    if (page == null) {
      page = new TextCharacter[256];
      pages[c >> 8] = page;
    }
    TextCharacter cell = page[c & 0xff];
    if (cell == null) {
      cell = new ScreenCell(c, look(role));
      page[c & 0xff] = cell;
    }
    return cell;
  }

  /** Whether blank cells look as a terminal's own. */
  boolean isPlain() {
    return look(Role.NORMAL).equals(PLAIN);
  }

  /** The theme of what is out of date: everything dim but what must still be seen. */
  Theme faded() {
    Theme made = faded;
    if (made == null) {
      Map<Role, Look> dim = new EnumMap<>(Role.class);
      for (Role role : Role.values()) {
        boolean stays = role == Role.SELECTED || role == Role.BANNER;
        dim.put(role, stays ? look(role) : look(Role.DIM));
      }
      made = new Theme(name, dim);
      faded = made;
    }
    return made;
  }

  private static Theme terminal() {
    Map<Role, Look> looks = monochrome();
    put(looks, Role.DIM, TextColor.ANSI.BLACK_BRIGHT);
    put(looks, Role.TITLE, TextColor.ANSI.CYAN, SGR.BOLD);
    put(looks, Role.BORDER, TextColor.ANSI.BLACK_BRIGHT);
    put(looks, Role.KEY, TextColor.ANSI.CYAN);
    put(looks, Role.ACCENT, TextColor.ANSI.BLUE_BRIGHT);
    put(looks, Role.GOOD, TextColor.ANSI.GREEN);
    put(looks, Role.WARNING, TextColor.ANSI.YELLOW);
    put(looks, Role.BAD, TextColor.ANSI.RED, SGR.BOLD);
    put(looks, Role.MARKED, TextColor.ANSI.YELLOW, SGR.BOLD);
    put(looks, Role.BANNER, TextColor.ANSI.RED, SGR.REVERSE, SGR.BOLD);
    put(looks, Role.TAB, TextColor.ANSI.CYAN, SGR.REVERSE, SGR.BOLD);
    TextColor[] series = {
      TextColor.ANSI.YELLOW, TextColor.ANSI.CYAN, TextColor.ANSI.GREEN, TextColor.ANSI.YELLOW_BRIGHT,
      TextColor.ANSI.BLUE_BRIGHT, TextColor.ANSI.RED, TextColor.ANSI.MAGENTA, TextColor.ANSI.WHITE
    };
    for (int number = 0; number < series.length; number++) {
      put(looks, Role.series(number), series[number]);
    }
    return new Theme("terminal", looks);
  }

  private interface Colours {
    TextColor of(int rgb);
  }

  private static Theme coloured(String name, Colours colours) {
    Map<Role, Look> looks = monochrome();
    put(looks, Role.DIM, colours.of(0x8a8a8a));
    put(looks, Role.TITLE, colours.of(0x56b4e9), SGR.BOLD);
    put(looks, Role.BORDER, colours.of(0x6c6c6c));
    put(looks, Role.KEY, colours.of(0x56b4e9));
    put(looks, Role.ACCENT, colours.of(0x87afff));
    put(looks, Role.GOOD, colours.of(0x009e73));
    put(looks, Role.WARNING, colours.of(0xf0e442));
    put(looks, Role.BAD, colours.of(0xd55e00), SGR.BOLD);
    put(looks, Role.MARKED, colours.of(0xf0e442), SGR.BOLD);
    put(looks, Role.BANNER, colours.of(0xd55e00), SGR.REVERSE, SGR.BOLD);
    put(looks, Role.TAB, colours.of(0x56b4e9), SGR.REVERSE, SGR.BOLD);
    int[] okabeIto = {0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7, 0xeeeeee};
    for (int number = 0; number < okabeIto.length; number++) {
      put(looks, Role.series(number), colours.of(okabeIto[number]));
    }
    return new Theme(name, looks);
  }

  private static TextColor indexed(int rgb) {
    return TextColor.Indexed.fromRGB(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }

  private static Theme contrast() {
    Map<Role, Look> looks = monochrome();
    for (Role role : Role.values()) {
      Look plain = looks.getOrDefault(role, PLAIN);
      looks.put(role, new Look(TextColor.ANSI.WHITE_BRIGHT, TextColor.ANSI.BLACK, plain.attributes()));
    }
    Map<Role, TextColor> signals =
        Map.of(
            Role.BAD, TextColor.ANSI.RED_BRIGHT,
            Role.WARNING, TextColor.ANSI.YELLOW_BRIGHT,
            Role.GOOD, TextColor.ANSI.GREEN_BRIGHT);
    signals.forEach(
        (role, colour) -> looks.put(role, new Look(colour, TextColor.ANSI.BLACK, EnumSet.of(SGR.BOLD))));
    return new Theme("contrast", looks);
  }

  private static Map<Role, Look> monochrome() {
    Map<Role, Look> looks = new EnumMap<>(Role.class);
    put(looks, Role.STRONG, DEFAULT, SGR.BOLD);
    put(looks, Role.TITLE, DEFAULT, SGR.BOLD);
    put(looks, Role.KEY, DEFAULT, SGR.BOLD);
    put(looks, Role.BAD, DEFAULT, SGR.BOLD);
    put(looks, Role.WARNING, DEFAULT, SGR.BOLD);
    put(looks, Role.SELECTED, DEFAULT, SGR.REVERSE);
    put(looks, Role.MARKED, DEFAULT, SGR.BOLD);
    put(looks, Role.BANNER, DEFAULT, SGR.REVERSE, SGR.BOLD);
    put(looks, Role.TAB, DEFAULT, SGR.REVERSE, SGR.BOLD);
    return looks;
  }

  private static void put(Map<Role, Look> looks, Role role, TextColor foreground, SGR... attributes) {
    Set<SGR> set = attributes.length == 0 ? Set.of() : EnumSet.copyOf(List.of(attributes));
    looks.put(role, new Look(foreground, DEFAULT, set));
  }
}
