package dev.tokenly.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UserLocaleTest {
  @Test
  void is_what_the_start_script_put_aside() {
    Map<String, String> env =
        Map.of("LC_ALL", "C.UTF-8", "TOKENLY_LOCALE", "C", "LANG", "de_DE.UTF-8", "TERM", "xterm");

    assertEquals("C", UserLocale.restored(env).get("LC_ALL"));
    assertEquals("xterm", UserLocale.restored(env).get("TERM"));
  }

  @Test
  void is_that_of_the_environment_where_no_script_changed_it() {
    Map<String, String> env = Map.of("LANG", "de_DE.UTF-8");

    assertEquals(env, UserLocale.restored(env));
  }
}
