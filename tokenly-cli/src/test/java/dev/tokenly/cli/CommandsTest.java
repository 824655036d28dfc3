package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.command.Command;
import dev.tokenly.cli.command.Commands;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Arguments;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void keeps_the_exit_codes() {
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 130, 143),
        Arrays.stream(ExitCode.values()).map(ExitCode::code).toList());
  }

  @Test
  void explains_every_command_under_its_own_name() {
    for (String path : Commands.PATHS) {
      Manual manual = Commands.at(path).manual();
      assertEquals(path, manual.path());
      assertFalse(manual.examples().isEmpty(), path);
    }
  }

  @Test
  void tells_the_same_in_the_overview_as_in_the_manual() {
    for (Commands.Entry entry : Commands.ENTRIES) {
      assertTrue(Commands.PATHS.contains(entry.name()), entry.name());
      assertEquals(Commands.at(entry.name()).manual().summary(), entry.summary());
    }
  }

  @Test
  void takes_every_example_of_the_manual() {
    for (String path : Commands.PATHS) {
      for (Manual.Example example : Commands.at(path).manual().examples()) {
        takes(example.line());
      }
    }
  }

  @Test
  void knows_of_every_option_before_the_command_whether_a_value_follows() {
    for (String path : Commands.PATHS) {
      List<Option<?>> options = new ArrayList<>(Commands.at(path).options());
      options.addAll(new ServerOptions().all());
      options.removeIf(option -> option.isOperand() || option.name().equals("--version"));
      for (Option<?> option : options) {
        boolean takes = option.takesValue() && !option.isBare();
        option.names().forEach(
            name -> assertEquals(takes, CommandLineWords.takesValue(name), name + " of " + path));
      }
    }
    List<String> line = List.of("-o", "json", "--since", "7d", "--json", "--user=ana", "top", "--limit", "3");
    assertEquals(List.of("top", "--limit", "3"), CommandLineWords.of(line).command());
  }

  private static void takes(String line) {
    int begin = line.indexOf("tokenly ");
    if (begin != 0) {
      return;
    }
    String plain = line.replaceAll(" (\\||\\|\\||&&|<|>) .*", "").replaceAll(" > .*", "");
    List<String> words = new ArrayList<>(new DefaultParser().parse(plain, 0).words());
    words.removeIf(String::isEmpty);
    words.removeFirst();
    Commands.Found found = Commands.find(words);
    List<Option<?>> options = new ArrayList<>(found.command().options());
    options.addAll(new ServerOptions().all());
    Arguments.parse(found.path(), options, words.subList(found.words(), words.size()));
  }

  @Test
  void keeps_the_manual_pages_fresh() throws IOException {
    fresh(ROOT.resolve("man/tokenly.1"), ManPage.overview());
    for (String path : Commands.PATHS) {
      Command command = Commands.at(path);
      fresh(ROOT.resolve("man").resolve(ManPage.file(path)), ManPage.of(command));
    }
  }

  @Test
  void keeps_the_completion_scripts_fresh() throws IOException {
    for (String shell : List.of("bash", "zsh", "fish")) {
      Path source = Path.of("src/main/resources/dev/tokenly/cli/completion/tokenly." + shell);
      fresh(ROOT.resolve("completions/tokenly." + shell), Files.readString(source));
    }
  }

  /** Compares, or with {@code -Dtokenly.regenerate=true} writes. */
  private static void fresh(Path file, String text) throws IOException {
    if (Boolean.getBoolean("tokenly.regenerate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertTrue(Files.exists(file), file + " is missing: run the tests with -Dtokenly.regenerate=true");
    assertEquals(text, Files.readString(file), file + " is stale: run the tests with -Dtokenly.regenerate=true");
  }
}
