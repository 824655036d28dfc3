package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.draw.Theme;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over a slow line: a tick of the dashboard is two kilobytes at most, whatever has changed in two seconds. */
class BytesTest {
  private static final int MOST = 2048;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  /** A terminal at the other end of a line whose bytes are counted. */
  private static final class Line extends ANSITerminal {
    private final TerminalSize size;

    Line(OutputStream out, TerminalSize size) {
      super(InputStream.nullInputStream(), out, StandardCharsets.UTF_8);
      this.size = size;
    }

    @Override
    protected TerminalSize findTerminalSize() {
      return size;
    }
  }

  private int bytes(Screen screen, Canned canned) throws IOException {
    sent.reset();
    View.draw(canned.state, Canvas.of(screen, Theme.named("truecolor"), Glyphs.BRAILLE));
    screen.refresh(Screen.RefreshType.DELTA);
    return sent.size();
  }

  @ParameterizedTest
  @CsvSource({"80,24", "120,40", "200,60"})
  void sends_two_kilobytes_a_tick_at_most(int columns, int rows) throws IOException {
    Canned canned = new Canned(Page.DASHBOARD, columns, rows, Canned.EVERYTHING);
    try (Screen screen = new TerminalScreen(new Line(sent, new TerminalSize(columns, rows)))) {
      screen.startScreen();
      assertTrue(bytes(screen, canned) > MOST, "the first screen is sent whole");
      for (int tick = 1; tick <= 30; tick++) {
        canned.handle(new Msg.Ticked(Canned.NOW.plus(Duration.ofSeconds(2L * tick))));
        String record =
            """
            {"record_id":"n%d","timestamp":"2026-11-20T12:00:00Z","hostname":"ci-%d","model":"gpt-%d","cost_usd":0.%d}
            """
                .formatted(tick, tick, tick, tick);
        canned.handle(new Msg.Happened("usage", Fields.of(JsonText.object("{\"record\":" + record + "}"))));
        int bytes = bytes(screen, canned);
        assertTrue(bytes > 0 && bytes <= MOST, "tick " + tick + " took " + bytes + " bytes");
      }
      assertTrue(bytes(screen, canned) < 32, "what does not change is not sent");
    }
  }
}
