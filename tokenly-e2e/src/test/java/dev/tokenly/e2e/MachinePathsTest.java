package dev.tokenly.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No file may say where on somebody's machine it was written; samples use the invented people named here. */
class MachinePathsTest {
  private static final Pattern HOME = Pattern.compile("(?<![\\w.])(?:/home|/Users|[A-Z]:\\\\+Users)[/\\\\]+([\\w.-]+)");
  private static final Set<String> INVENTED =
      Set.of("alice", "ana", "ann", "bob", "dev", "eve", "example", "jane", "me", "tokenly", "u", "user", "x", "you");

  @Test
  void no_file_names_a_path_of_a_machine() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Checkout.files()) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      machinePaths(text).forEach(path -> found.add(Checkout.nameOf(file) + ": " + path));
    }
    assertEquals("", String.join("\n", found));
  }

  @Test
  void sees_a_home_and_this_checkout() {
    String somebody = "/ho" + "me/somebody";

    assertEquals(List.of(somebody), machinePaths("cd " + somebody + "/src"));
    assertEquals(List.of(Checkout.root().toString()), machinePaths("in " + Checkout.root() + "/pom.xml"));
    assertEquals(List.of(), machinePaths("/home/alice/code and ~/.claude and $HOME/.codex"));
  }

  private static List<String> machinePaths(String text) {
    List<String> found = new ArrayList<>();
    Matcher home = HOME.matcher(text);
    while (home.find()) {
      if (!INVENTED.contains(home.group(1))) {
        found.add(home.group());
      }
    }
    String here = Checkout.root().toString();
    if (text.contains(here)) {
      found.add(here);
    }
    return found;
  }
}
