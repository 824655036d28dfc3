package dev.tokenly.cli.command;

import dev.tokenly.cli.command.DeedCommand.Care;
import dev.tokenly.cli.command.DeedCommand.Deed;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tokenly tokens …}: personal tokens for scripts. */
final class TokensCommands {
  private static final View TOKENS =
      new View(
          "tokens",
          "tokens",
          "token_id",
          "No tokens.",
          List.of(
              Column.text("NAME", "name"),
              Column.of("OWNER", "owner", Kind.TEXT, 2),
              Column.of("MAY", "permissions", Kind.LIST, 1),
              Column.of("MADE", "created_at", Kind.TIME, 3),
              Column.of("EXPIRES", "expires_at", Kind.TIME, 0),
              Column.of("ID", "token_id", Kind.TEXT, 0)));

  private TokensCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "tokens", "tokens list" -> list(path);
      case "tokens create" -> new TokenCreateCommand();
      case "tokens revoke" -> revoke();
      default -> null;
    };
  }

  private static Command list(String path) {
    Manual manual =
        Manual.of(
            path,
            "List your personal tokens",
            "A token lets a script do a part of what you may; give it by TOKENLY_TOKEN or TOKENLY_TOKEN_FILE.",
            "tokenly tokens",
            "Yours",
            "tokenly tokens list -o name",
            "Ids alone",
            "tokenly tokens list --json=name,expires_at",
            "When they end, for a script");
    return new ListCommand(manual, TOKENS, List.of(), (context, _) -> context.api().auth().tokens());
  }

  private static Command revoke() {
    Option<String> id = Option.operand("ID", "The token's id");
    Manual manual =
        Manual.of(
            "tokens revoke",
            "Make a token worthless",
            "Takes effect with the next request it is used for.",
            "tokenly tokens revoke 3f0c…",
            "Asks first",
            "tokenly tokens revoke 3f0c… --yes",
            "Does not ask",
            "tokenly tokens revoke 3f0c… --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Revoke the token " + id.get(),
            id::get,
            Care.YES,
            context -> context.api().auth().revokeToken(id.get()),
            "Revoked")
            .looking(context -> Existing.token(context, id.get()));
    return new DeedCommand(manual, Options.of(id), deed);
  }
}
