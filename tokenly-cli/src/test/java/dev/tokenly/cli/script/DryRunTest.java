package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code --dry-run}: says what would happen, and nothing happens, neither at the server nor in the home folder. */
class DryRunTest {
  private static final Ledger LEDGER = Samples.ledger();
  private static final Path PROFILES = LEDGER.home().resolve(".config/tokenly/profiles");

  @BeforeAll
  static void beLoggedIn() throws IOException {
    Files.createDirectories(PROFILES);
    String login = "{\"server\":\"" + LEDGER.url() + "\",\"username\":\"admin\",\"access_token\":\"tkp_x\"}";
    Files.writeString(PROFILES.resolve("other.json"), login);
    Files.setPosixFilePermissions(PROFILES.resolve("other.json"), PosixFilePermissions.fromString("rw-------"));
  }

  /** Every file of the home folder but the server's own and the caches. */
  private static Map<String, String> home() throws IOException {
    try (Stream<Path> files = Files.walk(LEDGER.home())) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = LEDGER.home().relativize(file).toString();
        if (!name.startsWith("server/") && !name.startsWith(".cache/")) {
          all.put(name, Files.readString(file));
        }
      }
      return all;
    }
  }

  private static String state() throws IOException {
    StringBuilder state = new StringBuilder(home().toString());
    for (String line : new String[] {"audit -o name --limit 1", "clients --csv", "users --csv", "tokens -o name",
      "summary --jq .data.total_requests", "budgets --csv", "profiles --csv"}) {
      state.append(line).append('\n').append(LEDGER.cli().line(line).out());
    }
    return state.toString();
  }

  private static String tried(Cli cli, String line) throws IOException {
    String before = state();
    Cli.Result result = cli.line(line + " --dry-run");
    assertEquals(ExitCode.OK, result.exit(), line + '\n' + result.both());
    assertTrue(result.both().contains("would "), line + '\n' + result.both());
    assertEquals(before, state(), line);
    return result.err();
  }

  @Test
  void changes_nothing() throws IOException {
    for (String line : Walk.changes(LEDGER)) {
      tried(LEDGER.cli(), line);
    }
  }

  @Test
  void says_exactly_what_would_be_changed() throws IOException {
    assertTrue(tried(LEDGER.cli(), "retention set --days 30").contains("{\"default_retention_days\":30}"));
    assertTrue(tried(LEDGER.cli(), "prices set some-model --rate input=1").contains("\"input\":1"));
    assertTrue(tried(LEDGER.cli(), "clients config sample-ci --set a=1").contains("{\"a\":1}"));
    assertTrue(tried(LEDGER.cli(), "clients config sample-ci --clear").contains("would remove the overrides"));
    assertTrue(tried(LEDGER.cli(), "users edit ana --role custom --permissions usage:read").contains("usage:read"));
  }

  @Test
  void tells_of_logins_and_profiles_too() throws IOException {
    Cli other = Cli.of(Map.of("HOME", LEDGER.home().toString(), "TOKENLY_PROFILE", "other"), Ledger.CLOCK);
    String login = tried(other, "login --username ana");
    assertTrue(login.contains(" as ana by a password ") && login.contains("in place of the login at "), login);
    String logout = tried(other, "logout");
    assertTrue(logout.contains("where you are admin") && logout.contains("other.json"), logout);
    assertTrue(tried(other, "profiles --use other").contains("would make other the default"));
    assertTrue(tried(other, "profiles --forget other").contains("would forget other with its login"));
  }

  @Test
  void refuses_what_the_deed_would_be_refused() {
    for (String line : new String[] {"users delete nobody", "users password nobody", "budgets delete nothing",
      "clients describe nobody x", "tokens revoke nothing", "files retry 99999", "config unset no.such",
      "budgets discard nothing", "keys generate /nothing/key"}) {
      Cli.Result result = LEDGER.cli().line(line + " --dry-run");
      assertEquals(ExitCode.FAILED, result.exit(), line + '\n' + result.both());
      assertFalse(result.err().contains("would "), result.err());
    }
  }
}
