package dev.tokenly.cli;

import dev.tokenly.cli.complaint.ExitCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The help pages that are not about one command. */
public final class Topics {
  public static final List<String> NAMES =
      List.of("exit-codes", "errors", "environment", "formatting", "config", "times");

  private Topics() {}

  /** The page of a topic; null when there is none of that name. */
  public static @Nullable String page(String topic) {
    return switch (topic) {
      case "exit-codes" -> exitCodes();
      case "environment" -> ENVIRONMENT;
      case "formatting" -> FORMATTING;
      case "config" -> CONFIG;
      case "times" -> TIMES;
      case "errors" -> ErrorPages.overview();
      default -> topic.startsWith("E-") ? ErrorPages.page(topic) : null;
    };
  }

  private static String exitCodes() {
    StringBuilder text = new StringBuilder("What the exit code of every command means:\n\n");
    for (ExitCode exit : ExitCode.values()) {
      String code = Integer.toString(exit.code());
      text.append("  ").append(code).append(" ".repeat(5 - code.length())).append(exit.meaning()).append('\n');
    }
    return text.toString();
  }

  private static final String ENVIRONMENT =
      """
      Variables every command looks at:

        TOKENLY_SERVER        address of the server
        TOKENLY_TOKEN         a personal token (tokenly tokens create), for scripts
        TOKENLY_TOKEN_FILE    a file of mode 0600 that holds one; better than the variable
        TOKENLY_PROFILE       saved server and login to use
        TOKENLY_OUTPUT        form of answers when no option names one
        TOKENLY_TZ            time zone whose days count
        TOKENLY_TIMEOUT       longest wait for an answer, in seconds
        TOKENLY_CONFIG_DIR    folder of config.toml and logins (else $XDG_CONFIG_HOME/tokenly)
        TOKENLY_PAGER, PAGER  program that shows what is longer than the terminal (else less -FRX); empty: none
        TOKENLY_GLYPHS        braille, block or ascii
        TOKENLY_ACCESSIBLE    1: plain lines, no drawing characters
        TOKENLY_PROMPT_DISABLED  1: never ask
        TOKENLY_FORCE_TTY     a width: behave as in a terminal that wide
        NO_COLOR, TERM=dumb, CLICOLOR=0    no colour
        CLICOLOR_FORCE=1, FORCE_COLOR=1    colour in a pipe too
      """;

  private static final String FORMATTING =
      """
      Forms of answers (-o FORM): table, wide, json, ndjson, csv, tsv, yaml, name, template.

        --json                one document: {"schema":"tokenly.NAME/v1","schema_version":1,"generated_at":…,"data":…,"next":…}
        --json=name,value     only those fields; --json=? lists them
        --jq '.data[].name'   a jq expression over that document (jq 1.6, built in)
        --ndjson              one row a line, for streams
        --csv                 RFC 4180, UTC times, formulas made harmless
        --template '{{name}}\\t{{value}}'   one line a row; fields by dotted path

      A table in a pipe has no colour, nothing is shortened, and numbers have all their digits.
      An unknown price is "-" (null in JSON), never 0. Within a major version fields are only added.
      """;

  private static final String CONFIG =
      """
      Order: option, then environment (TOKENLY_*), then tokenly.toml in the folder you are in (output, tz, color, glyphs and
      timeout only: a folder never says which server gets your login), then $XDG_CONFIG_HOME/tokenly/config.toml, then
      /etc/tokenly/config.toml, then the default. tokenly config-path names your file; tokenly config list --show-origin
      shows each value and who set it.

        server  = "https://ledger.example.org"
        profile = "work"
        output  = "table"
        tz      = "Europe/Berlin"
        color   = "auto"
        glyphs  = "braille"
        timeout = 10

      Logins are kept apart, in profiles/NAME.json of mode 0600, and refused when others can read them.
      """;

  private static final String TIMES =
      """
      --since is in the range, --until is not. Both take

        7d  24h               that long ago
        2026-11-01            the start of that day in the time zone
        2026-11-01T09:30:00Z  a moment
        today yesterday this-week this-month this-year now

      Days, weeks (from Monday) and months begin in --tz, else TOKENLY_TZ, else this machine's zone.
      Without either the range is the last 30 days.
      """;
}
