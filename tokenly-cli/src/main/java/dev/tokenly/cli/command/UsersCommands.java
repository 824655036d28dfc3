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

/** {@code tokenly users …}: who may use the server, and how. */
final class UsersCommands {
  private static final View USERS =
      new View(
          "users",
          "users",
          "username",
          "No users.",
          List.of(
              Column.text("USER", "username"),
              Column.of("ROLE", "role", Kind.TEXT, 0),
              Column.of("ENABLED", "enabled", Kind.FLAG, 1),
              Column.of("LAST LOGIN", "last_login", Kind.TIME, 2),
              Column.of("LOCKED UNTIL", "locked_until", Kind.TIME, 3),
              Column.of("MUST CHANGE PASSWORD", "must_change_password", Kind.FLAG, 4),
              Column.of("PERMISSIONS", "permissions", Kind.LIST, Column.WIDE)));
  private static final List<String> ROLES = List.of("viewer", "client_manager", "super_admin", "custom");

  private UsersCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "users", "users list" -> list(path);
      case "users add" -> add();
      case "users edit" -> edit();
      case "users password" -> new PasswordCommand();
      case "users enable" -> enable();
      case "users disable" -> disable();
      case "users delete" -> delete();
      default -> null;
    };
  }

  private static Option<String> user() {
    return Option.operand("USER", "The account's name").completing(Option.Live.USERS);
  }

  private static Command list(String path) {
    Manual manual =
        Manual.of(
            path,
            "List the accounts of the server",
            "Who may log in, in which role, and since when they have not.",
            "tokenly users",
            "All accounts",
            "tokenly users list -o wide",
            "With permissions",
            "tokenly users list --jq '.data[].username'",
            "Names alone");
    return new ListCommand(manual, USERS, List.of(), (context, page) -> context.api().users().list(page));
  }

  private static Command add() {
    Option<String> user = Option.operand("USER", "The new account's name");
    Option<String> role = Option.choice("--role", "ROLE", ROLES, "What it may do");
    Option<List<String>> permissions = Option.list("--permissions", "LIST", "For the role custom");
    Passwords passwords = new Passwords();
    Manual manual =
        Manual.of(
            "users add",
            "Make an account",
            "The password is asked for, or read from standard input; it has 12 to 72 bytes.",
            "tokenly users add ana --role client_manager",
            "Asks for the password",
            "tokenly users add robot --role custom --permissions usage:read --password-stdin < secret",
            "For a script",
            "tokenly users add ana --role viewer --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Make the account " + user.get() + " in the role " + role.get() + may(permissions),
            user::get,
            Care.NONE,
            context -> context
                .api()
                .users()
                .create(user.get(), passwords.read(context, "Password: "), role.get(), permissions.or(List.of())),
            "Made");
    return new DeedCommand(manual, Options.of(passwords.all(), user, role, permissions), deed);
  }

  private static String may(Option<List<String>> permissions) {
    List<String> named = permissions.or(List.of());
    return named.isEmpty() ? "" : ", which may " + String.join(", ", named);
  }

  private static Command edit() {
    Option<String> user = user();
    Option<String> role = Option.choice("--role", "ROLE", ROLES, "What it may do");
    Option<List<String>> permissions = Option.list("--permissions", "LIST", "For the role custom");
    Manual manual =
        Manual.of(
            "users edit",
            "Give an account another role",
            "Ends the account's sessions, so that the change holds at once.",
            "tokenly users edit ana --role viewer",
            "Only look",
            "tokenly users edit robot --role custom --permissions usage:read,config:read",
            "Exactly these",
            "tokenly users edit ana --role client_manager --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Give " + user.get() + " the role " + role.get() + may(permissions) + " and end its sessions",
            user::get,
            Care.NONE,
            context -> context.api().users().edit(user.get(), role.get(), permissions.or(List.of())),
            "Changed")
            .looking(context -> Existing.user(context, user.get()));
    return new DeedCommand(manual, Options.of(user, role, permissions), deed);
  }

  private static Command enable() {
    Option<String> user = user();
    Manual manual =
        Manual.of(
            "users enable",
            "Let an account log in again",
            "Also lifts a lock after too many wrong passwords.",
            "tokenly users enable ana",
            "At once",
            "tokenly users enable ana --dry-run",
            "Only says what it would do",
            "tokenly users enable ana --json",
            "With the answer as JSON");
    Deed deed =
        new Deed(
            () -> "Enable " + user.get(),
            user::get,
            Care.NONE,
            context -> context.api().users().enable(user.get()),
            "Enabled")
            .looking(context -> Existing.user(context, user.get()));
    return new DeedCommand(manual, Options.of(user), deed);
  }

  private static Command disable() {
    Option<String> user = user();
    Manual manual =
        Manual.of(
            "users disable",
            "Keep an account from logging in",
            "Ends its sessions and tokens at once; nothing of it is deleted.",
            "tokenly users disable ana",
            "Asks first",
            "tokenly users disable ana --yes",
            "Does not ask",
            "tokenly users disable ana --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Disable " + user.get() + " and end its sessions",
            user::get,
            Care.YES,
            context -> context.api().users().disable(user.get()),
            "Disabled")
            .looking(context -> Existing.user(context, user.get()));
    return new DeedCommand(manual, Options.of(user), deed);
  }

  private static Command delete() {
    Option<String> user = user();
    Manual manual =
        Manual.of(
            "users delete",
            "Delete an account for good",
            "What the audit log says about it stays.",
            "tokenly users delete ana",
            "Asks for the name",
            "tokenly users delete ana --confirm ana",
            "Without a terminal",
            "tokenly users delete ana --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Delete the account " + user.get() + " for good",
            user::get,
            Care.NAME,
            context -> context.api().users().delete(user.get()),
            "Deleted")
            .looking(context -> Existing.user(context, user.get()));
    return new DeedCommand(manual, Options.of(user), deed);
  }
}
