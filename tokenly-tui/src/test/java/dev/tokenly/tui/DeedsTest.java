package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tokenly.api.Answer;
import dev.tokenly.api.Credentials;
import dev.tokenly.api.ServerAddress;
import dev.tokenly.api.ServerApi;
import dev.tokenly.api.Timeouts;
import dev.tokenly.api.Trust;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Msg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many deeds are told of once, and are taken back all together or not at all. */
class DeedsTest {
  private final List<Msg> told = new ArrayList<>();
  private final List<String> order = new ArrayList<>();

  private Deed works(String name) {
    return Deed.of(name, _ -> {
      order.add(name);
      return Answer.of(Map.of());
    });
  }

  private static Deed fails(String name) {
    return Deed.of(name, _ -> {
      throw new IllegalStateException("no");
    });
  }

  private void run(Deed... deeds) {
    ServerApi nobody =
        new ServerApi(ServerAddress.parse("http://127.0.0.1:9", Trust.SYSTEM, true), Credentials.inMemory(null),
            Timeouts.DEFAULT, "test");
    new Deeds(nobody, told::add).run(List.of(deeds));
  }

  @Test
  void are_done_in_order_and_taken_back_from_the_end() {
    Deed backA = works("back a");
    Deed backB = works("back b");
    run(works("Did a").undoneBy(backA), works("Did b").undoneBy(backB));
    assertEquals(List.of("Did a", "Did b"), order);
    assertEquals(List.of(new Msg.Done("Did a, and 1 more", List.of(backB, backA))), told);
  }

  @Test
  void cannot_be_taken_back_where_a_part_would_stay() {
    run(works("Did a").undoneBy(works("back a")), works("Did b"));
    assertEquals(List.of(new Msg.Done("Did a, and 1 more", List.of())), told);
  }

  @Test
  void tell_what_was_refused_beside_what_was_done() {
    run(works("Did a"), fails("Did b"), works("Did c"));
    assertEquals(new Msg.Done("Did a, and 1 more", List.of()), told.getFirst());
    Msg.Told refused = assertInstanceOf(Msg.Told.class, told.getLast());
    assertEquals("1 of 3 were refused", refused.title());
    assertEquals(1, refused.lines().size());
  }

  @Test
  void say_why_when_there_was_only_one() {
    run(fails("Did a"));
    assertEquals(List.of(new Msg.Failed("unexpected: java.lang.IllegalStateException: no")), told);
  }
}
