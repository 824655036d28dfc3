package dev.tokenly.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tokenly}, the script that runs the program from a checkout. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
class CheckoutScriptTest {
  private static final Path SCRIPT = Checkout.root().resolve("tokenly");

  @TempDir Path folder;

  private record Outcome(int code, String text) {}

  @Test
  void finds_a_jdk_that_can_compile_this() throws Exception {
    Outcome outcome = run(SCRIPT, "--jdk");

    assertEquals(0, outcome.code(), outcome.text());
    assertTrue(Files.isExecutable(Path.of(outcome.text().strip(), "bin", "javac")), outcome.text());
  }

  @Test
  void works_through_a_chain_of_links() throws Exception {
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), SCRIPT);
    Path relative = Files.createSymbolicLink(folder.resolve("relative"), absolute.getFileName());

    assertEquals(run(SCRIPT, "--jdk"), run(relative, "--jdk"));
  }

  @Test
  void says_what_to_install_when_there_is_no_jdk() throws Exception {
    String demanding = Files.readString(SCRIPT).replace("java_needed=25", "java_needed=9999");
    Path script = Files.writeString(folder.resolve("tokenly"), demanding);
    assertTrue(script.toFile().setExecutable(true));

    Outcome outcome = run(script, "version");

    assertEquals(127, outcome.code());
    assertTrue(outcome.text().startsWith("tokenly: no JDK 9999 or newer found"), outcome.text());
    assertTrue(outcome.text().contains("brew install openjdk@25"), outcome.text());
  }

  @Test
  void ignores_a_java_home_that_is_too_old() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old/bin"));
    for (String program : List.of("java", "javac")) {
      assertTrue(Files.createFile(old.resolve(program)).toFile().setExecutable(true));
    }
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"17.0.15\"\n");
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "--jdk");
    builder.environment().put("JAVA_HOME", folder.resolve("old").toString());

    assertEquals(run(SCRIPT, "--jdk").code(), run(builder).code());
    assertTrue(!run(builder).text().contains("old"));
  }

  /** Without it a JVM neither reads nor names files whose names are more than ASCII. */
  @Test
  void gives_the_program_a_locale_of_utf8_and_tells_it_the_users() throws Exception {
    assertEquals("C.UTF-8 C", locale("LC_ALL", "C"));
    assertEquals("C.UTF-8 C", locale("LANG", ""));
    assertEquals("C.UTF-8 de_DE.ISO-8859-1", locale("LC_CTYPE", "de_DE.ISO-8859-1"));
    assertEquals("none none", locale("LANG", "de_DE.UTF-8"));
    assertEquals("none none", locale("LC_CTYPE", "en_US.utf8"));
  }

  private static String locale(String variable, String value) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-eu", "-c",
        ". \"$0\" && echo ${LC_ALL:-none} ${TOKENLY_LOCALE:-none}",
        Checkout.root().resolve("packaging/launcher/roles.sh").toString());
    List.of("LC_ALL", "LC_CTYPE", "LANG", "TOKENLY_LOCALE").forEach(builder.environment()::remove);
    builder.environment().put(variable, value);
    return run(builder).text().strip();
  }

  private static Outcome run(Path script, String word) throws IOException, InterruptedException {
    return run(new ProcessBuilder(script.toString(), word));
  }

  private static Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }
}
