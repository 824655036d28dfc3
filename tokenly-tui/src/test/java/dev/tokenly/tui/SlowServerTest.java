package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.api.Credentials;
import dev.tokenly.api.ServerAddress;
import dev.tokenly.api.ServerApi;
import dev.tokenly.api.Timeouts;
import dev.tokenly.api.Trust;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that takes its time: nothing waits for it, every key works, and what is shown has its age. */
class SlowServerTest {
  private final Deque<Question> open = new ArrayDeque<>();

  /** A screen whose server answers when the test says so. */
  private Canned waiting(Page page) {
    return new Canned(page, 120, 40, Canned.EVERYTHING, question -> {
      open.add(question);
      return null;
    });
  }

  private void answer(Canned screen) {
    while (!open.isEmpty()) {
      screen.handle(Canned.answered(open.pop()));
    }
  }

  @Test
  void every_key_works_while_no_answer_has_ever_come() {
    Canned screen = waiting(Page.DASHBOARD);
    for (Page page : Page.values()) {
      screen.press(page.number());
      assertEquals(page, screen.state.frame().page());
      assertTrue(screen.shows("Asking the server") || page == Page.CONFIG, screen.drawn(Glyphs.BRAILLE));
      screen.press("Down", "G", "PgUp", "Enter", "Esc", "Tab", " ", "y", "e", "w", "w");
      screen.press("?");
      assertInstanceOf(Overlay.Help.class, screen.state.overlay());
      screen.press("Esc", ":");
      assertInstanceOf(Overlay.Typing.class, screen.state.overlay());
      screen.press("Esc", "/", "x", "Esc", "r", "p", "p");
      screen.pass(1);
    }
    screen.press("q");
    assertInstanceOf(Effect.Quit.class, screen.effects.getLast());
  }

  @Test
  void asks_six_things_at_once_at_most_and_none_of_them_twice() {
    Canned screen = waiting(Page.DASHBOARD);
    for (int second = 0; second < 5; second++) {
      screen.press("r");
      screen.pass(1);
    }
    assertTrue(open.size() <= 6, open.toString());
    assertEquals(open.size(), open.stream().distinct().count());
  }

  @Test
  void old_data_stays_with_its_age_until_the_answer_comes() {
    Canned screen = waiting(Page.CLIENTS);
    answer(screen);
    assertTrue(screen.shows("live 0s"), screen.drawn(Glyphs.BRAILLE));
    screen.pass(5);
    assertTrue(screen.shows("live 5s"), screen.drawn(Glyphs.BRAILLE));
    screen.pass(7);
    assertTrue(screen.shows("stale 12s"), screen.drawn(Glyphs.BRAILLE));
    assertTrue(screen.shows("host-00000"), screen.drawn(Glyphs.BRAILLE));
    answer(screen);
    assertTrue(screen.shows("live 0s"), screen.drawn(Glyphs.BRAILLE));
  }

  @Test
  void what_is_asked_waits_aside() throws Exception {
    LinkedBlockingQueue<Msg> posted = new LinkedBlockingQueue<>();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ServerAddress address = ServerAddress.parse("http://127.0.0.1:" + server.getLocalPort(), Trust.SYSTEM, true);
      Effects effects =
          new Effects(new ServerApi(address, Credentials.inMemory(null), Timeouts.DEFAULT, "test"), CommandLines.none(),
              posted::add);
      for (Topic topic : List.of(Topic.STATUS, Topic.BUDGETS, Topic.USERS)) {
        effects.run(new Effect.Ask(Question.of(topic)));
      }
      assertNull(posted.poll());
      for (int asked = 0; asked < 3; asked++) {
        answer(server);
        Msg.Answered answer = assertInstanceOf(Msg.Answered.class, posted.poll(20, TimeUnit.SECONDS));
        assertTrue(answer.fields().has("total"));
      }
      assertFalse(posted.stream().anyMatch(msg -> msg instanceof Msg.NotAnswered));
    }
  }

  private static void answer(ServerSocket server) throws IOException {
    try (Socket asking = server.accept()) {
      byte[] heard = new byte[8192];
      assertTrue(asking.getInputStream().read(heard) > 0);
      String said =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\nConnection: close\r\n\r\n"
              + "{\"total\":1}";
      asking.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
