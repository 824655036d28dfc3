package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import org.junit.jupiter.api.Test;

/** Fields chosen by name: those of the published document, whatever the answer holds, and no other. */
class ChosenFieldsTest {
  private static final Ledger LEDGER = Samples.ledger();

  private static Cli.Result asked(String line) {
    return LEDGER.cli().line(line);
  }

  @Test
  void a_name_no_document_has_is_refused_with_the_names_there_are() {
    for (String line : new String[] {
      "clients --json=hostname,statu", "usage --limit 3 --json=statu", "usage --model nothing --json=statu",
      "summary --json=statu", "clients show sample-ci --json=stats.statu", "doctor --json=statu",
      "version --json=statu",
      "sql 'SELECT model FROM usage' --json=statu"}) {
      Cli.Result result = asked(line);
      assertEquals(ExitCode.USAGE, result.exit(), line + "\n" + result.both());
      assertEquals("", result.out(), line);
      assertTrue(result.err().contains("statu"), result.err());
      assertTrue(result.err().contains("the fields are "), result.err());
    }
    assertTrue(asked("clients --json=statu").err().contains("did you mean status?"));
  }

  @Test
  void a_template_names_fields_of_the_document_too() {
    for (String line : new String[] {
      "top --template '{{name}} {{statu}}'", "usage --model nothing --template '{{statu}}'",
      "status --template '{{server.statu}}'", "summary --template '{{ .statu }}'", "doctor --template '{{statu}}'",
      "tail --no-follow --template '{{statu}}'", "tail --no-follow --model nothing --template '{{statu}}'",
      "sql 'SELECT model FROM usage' --template '{{statu}}'", "budgets set unmade --amount 5 --template '{{statu}}'"}) {
      Cli.Result result = asked(line);
      assertEquals(ExitCode.USAGE, result.exit(), line + "\n" + result.both());
      assertEquals("", result.out(), line);
      assertTrue(result.err().contains("there is no field \""), result.err());
      assertTrue(result.err().contains("the fields are "), result.err());
    }
    assertTrue(asked("clients --template '{{statu}}'").err().contains("did you mean status?"));
    assertFalse(asked("budgets -o name").out().contains("unmade"));
    Cli.Result none = asked("clients -o template");
    assertEquals(ExitCode.USAGE, none.exit());
    assertTrue(none.err().contains("--template"), none.err());
    assertEquals("sample-ci  approved",
        asked("clients --template '{{hostname}}\\t{{ .status }}' --limit 1").out().strip()
            .replace("\t", "  "));
    assertEquals("-", asked("clients --template '{{problem}}' --limit 1").out().strip());
  }

  @Test
  void a_stream_has_them_as_well() {
    String line = asked("tail --no-follow -n 1 --json=model,cost_usd").out();
    assertTrue(line.matches("\\{\"model\":\"[^\"]+\",\"cost_usd\":[0-9.]+}\n"), line);
    assertTrue(asked("tail --json=?").out().lines().anyMatch("cache_write_1h_tokens"::equals));
    assertEquals(ExitCode.USAGE, asked("tail --json=statu").exit());
  }

  @Test
  void a_name_the_document_has_is_null_where_the_answer_leaves_it_out() {
    assertTrue(asked("clients --json=hostname,problem --limit 1").out().contains("\"problem\":null"));
    assertEquals(ExitCode.OK, asked("usage --model nothing --json=record_id").exit());
    assertEquals(ExitCode.OK, asked("clients config sample-ci --json=custom_config.anything").exit());
    assertEquals(ExitCode.OK, asked("sql 'SELECT NULL AS nothing FROM usage LIMIT 1' --json=nothing").exit());
  }

  @Test
  void nothing_is_changed_for_a_document_that_could_not_be_printed() {
    Cli.Result refused = asked("budgets set unmade --amount 5 --json=nmae");
    assertEquals(ExitCode.USAGE, refused.exit());
    assertEquals(ExitCode.USAGE, asked("tokens create unmade --json=tokne").exit());
    assertFalse(asked("budgets -o name").out().contains("unmade"));
    assertFalse(asked("tokens").out().contains("unmade"));
  }

  @Test
  void an_empty_list_can_name_its_fields() {
    String names = asked("usage --model nothing --json=?").out();
    assertTrue(names.lines().anyMatch("record_id"::equals), names);
    assertTrue(names.lines().anyMatch("cache_write_1h_tokens"::equals), names);
  }
}
