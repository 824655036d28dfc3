package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Nearest;
import dev.tokenly.cli.option.Option;
import dev.tokenly.model.Display;
import dev.tokenly.model.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of all commands. Only the one that runs is built, so their number costs nothing at start. */
public final class Commands {
  private Commands() {}

  /** How the overview groups commands. */
  public enum Group {
    START("Start"),
    SESSION("Session"),
    CLIENTS("Machines"),
    MONEY("Usage and money"),
    DATA("Data"),
    ADMIN("Administration");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** A command of the overview. */
  public record Entry(Group group, String name, String summary) {}

  /** A command found: its path, how many words named it, and the command. */
  public record Found(String path, int words, Command command) {}

  /** Every command a person finds by name, in the overview's order. */
  public static final List<Entry> ENTRIES =
      List.of(
          new Entry(Group.START, "up", "Start a ledger and an agent on this machine"),
          new Entry(Group.START, "demo", "Look around with sample data; nothing is kept"),
          new Entry(Group.START, "server", "Run the server: the ledger, the API, the place agents report to"),
          new Entry(Group.START, "scan", "What the tools on this machine have used, at once, without a server"),
          new Entry(Group.START, "proxy",
              "Count services that leave no log: a port each in front of their model server"),
          new Entry(Group.START, "version", "The versions of this program and of the server"),
          new Entry(Group.SESSION, "login", "Log in to a server and remember it"),
          new Entry(Group.SESSION, "logout", "End the login, here and at the server"),
          new Entry(Group.SESSION, "whoami", "Which server you use, as whom, and what you may do there"),
          new Entry(Group.SESSION, "tokens", "List your personal tokens"),
          new Entry(Group.SESSION, "profiles", "List the servers you have logged in to, and choose one"),
          new Entry(Group.SESSION, "config-path", "Name the file with your settings"),
          new Entry(Group.CLIENTS, "clients", "List the machines that report usage, and those that want to"),
          new Entry(Group.CLIENTS, "approve", "Let machines deliver usage"),
          new Entry(Group.MONEY, "summary",
              "Total cost, tokens and calls with the largest models, tools' services and machines"),
          new Entry(Group.MONEY, "trends", "Cost, tokens or calls over time, drawn in a terminal"),
          new Entry(Group.MONEY, "top", "Rank models, tools, machines or people by what they use"),
          new Entry(Group.MONEY, "breakdown", "Split the cost by combinations: service and model, machine and tool"),
          new Entry(Group.MONEY, "tail", "Follow usage live, one line a call"),
          new Entry(Group.MONEY, "usage", "List calls, or add them up in groups"),
          new Entry(Group.MONEY, "sessions", "What each session of a tool used, and how it fares"),
          new Entry(Group.MONEY, "coverage", "Who saw the usage: logs, the proxy, or both"),
          new Entry(Group.MONEY, "explain", "How a cost came about: one call's, or a total's"),
          new Entry(Group.MONEY, "audit-usage", "What was counted, replaced and dropped in one session, and why"),
          new Entry(Group.MONEY, "forecast", "What the coming days, weeks or months may cost"),
          new Entry(Group.MONEY, "budgets", "How every budget stands"),
          new Entry(Group.MONEY, "prices", "List prices, in US dollars per million tokens"),
          new Entry(Group.MONEY, "report", "Write a report with charts: one HTML page, SVG or Markdown"),
          new Entry(Group.MONEY, "statusline", "One line for prompts and status bars: spend today, budget"),
          new Entry(Group.DATA, "sql", "Ask the ledger in SQL, read-only"),
          new Entry(Group.DATA, "files", "List what machines delivered and what became of it"),
          new Entry(Group.DATA, "export", "Write records to a file: JSON lines, CSV or Parquet"),
          new Entry(Group.DATA, "import", "Read records into the ledger"),
          new Entry(Group.DATA, "retention", "How long records and sums are kept"),
          new Entry(Group.DATA, "backup", "Make a verified copy of all data while the server runs"),
          new Entry(Group.DATA, "restore", "Put a backup in the place of a stopped server's database"),
          new Entry(Group.ADMIN, "tui", "Administer a server full-screen: machines, usage, budgets, users, audit"),
          new Entry(Group.ADMIN, "config", "List the server's settings that can change while it runs"),
          new Entry(Group.ADMIN, "keys generate", "Make the keys that workers are signed with"),
          new Entry(Group.ADMIN, "server publish-worker", "Offer a new worker to the machines"),
          new Entry(Group.ADMIN, "users", "List the accounts of the server"),
          new Entry(Group.ADMIN, "audit", "Who changed what, newest first"),
          new Entry(Group.ADMIN, "doctor", "Check server, login, clock, versions, terminal and settings"),
          new Entry(Group.ADMIN, "completion", "Print the completion script of a shell"),
          new Entry(Group.ADMIN, "shell", "Type commands without tokenly, with history and completion"),
          new Entry(Group.ADMIN, "status", "How the server is doing: storage, machines, arriving files, backlog"));

  /** Every path there is, groups' members included. */
  public static final List<String> PATHS =
      List.of(
          "up", "demo", "scan", "server", "server publish-worker", "keys generate", "proxy", "version", "config-path",
          "login", "login approve", "logout", "whoami", "tokens", "tokens list", "tokens create", "tokens revoke",
          "clients", "clients list", "clients show", "clients approve", "clients reject", "clients suspend",
          "clients delete", "clients describe", "clients config", "clients reset-key", "clients activity",
          "clients unblock", "approve",
          "summary", "trends", "top", "breakdown", "tail", "usage", "sessions", "coverage", "explain", "audit-usage",
          "sql",
          "files", "files list", "files show", "files content", "files retry", "files discard",
          "config", "config list", "config get", "config set", "config unset",
          "users", "users list", "users add", "users edit", "users password", "users enable", "users disable",
          "users delete",
          "audit", "audit list", "audit verify", "audit head", "status",
          "forecast", "report", "statusline", "budgets", "budgets list", "budgets set", "budgets check",
          "budgets delete", "budgets dead-letters", "budgets retry", "budgets discard", "prices", "prices list",
          "prices show",
          "prices set", "prices remove", "prices import",
          "prices diff", "prices reprice", "export", "import", "retention", "retention show", "retention set",
          "retention apply", "backup", "restore", "profiles", "doctor", "completion", "shell",
          "tui");

  private static @Nullable Command named(String path) {
    int space = path.indexOf(' ');
    return switch (space < 0 ? path : path.substring(0, space)) {
      case "login" -> path.equals("login approve") ? new LoginApproveCommand() : single(path);
      case "clients", "approve" -> ClientsCommands.named(path);
      case "server", "keys" -> server(path);
      case "users" -> UsersCommands.named(path);
      case "tokens" -> TokensCommands.named(path);
      case "config" -> ConfigCommands.named(path);
      case "audit" -> AuditCommands.named(path);
      case "files" -> FilesCommands.named(path);
      case "budgets" -> BudgetsCommands.named(path);
      case "prices" -> PricesCommands.named(path);
      case "retention", "backup" -> DataCommands.named(path);
      default -> space < 0 ? single(path) : null;
    };
  }

  private static @Nullable Command server(String path) {
    return switch (path) {
      case "server" -> new ServerCommand();
      case "server publish-worker" -> new PublishWorkerCommand();
      case "keys generate" -> new KeysGenerateCommand();
      default -> null;
    };
  }

  private static @Nullable Command single(String path) {
    return switch (path) {
      case "up" -> new UpCommand();
      case "demo" -> new DemoCommand();
      case "scan" -> new ScanCommand();
      case "proxy" -> new ProxyCommand();
      case "version" -> new VersionCommand(Version.TEXT);
      case "login" -> new LoginCommand();
      case "logout" -> new LogoutCommand();
      case "whoami" -> new WhoamiCommand();
      case "config-path" -> new ConfigPathCommand();
      case "summary" -> new SummaryCommand();
      case "trends" -> new TrendsCommand();
      case "top" -> new TopCommand();
      case "breakdown" -> new BreakdownCommand();
      case "tail" -> new TailCommand();
      case "usage" -> new UsageCommand();
      case "sessions", "coverage", "explain", "audit-usage" -> UsageCommands.named(path);
      case "forecast" -> new ForecastCommand();
      case "export" -> new ExportCommand();
      case "import" -> new ImportCommand();
      case "restore" -> new RestoreCommand();
      case "profiles" -> new ProfilesCommands();
      case "doctor" -> new DoctorCommand();
      case "statusline" -> new StatuslineCommand();
      case "report" -> new ReportCommand();
      case "completion" -> new CompletionCommand();
      case "shell" -> new ShellCommand();
      case "sql" -> new SqlCommand();
      case "status" -> new StatusCommand();
      case "tui" -> new TuiCommand();
      default -> null;
    };
  }

  /** The command that words name, two of them where there is a group; throws a usage complaint with a suggestion. */
  public static Found find(List<String> words) {
    if (words.size() > 1) {
      String pair = words.get(0) + ' ' + words.get(1);
      Command command = named(pair);
      if (command != null) {
        return new Found(pair, 2, command);
      }
    }
    Command command = named(words.getFirst());
    if (command == null || isMistypedMember(command, words)) {
      throw unknown(words).raised();
    }
    return new Found(words.getFirst(), 1, command);
  }

  /** Whether a second word stands where only a member of a group makes sense. */
  private static boolean isMistypedMember(Command command, List<String> words) {
    return words.size() > 1
        && !words.get(1).startsWith("-")
        && !below(words.getFirst()).isEmpty()
        && command.options().stream().noneMatch(Option::isOperand);
  }

  /** The command of a path that exists. */
  public static Command at(String path) {
    return find(List.of(path.split(" "))).command();
  }

  /** The paths below a group's name. */
  public static List<String> below(String path) {
    return PATHS.stream().filter(other -> other.startsWith(path + ' ')).toList();
  }

  private static Complaint unknown(List<String> words) {
    List<String> members = below(words.getFirst());
    if (!members.isEmpty()) {
      String pair = String.join(" ", words.subList(0, Math.min(2, words.size())));
      String near = Nearest.to(pair, members);
      String fix = near == null ? "one of " + String.join(", ", members) : "did you mean tokenly " + near + '?';
      return Complaint.usage("there is no command \"" + Display.clean(pair) + '"', fix);
    }
    List<String> names = new ArrayList<>();
    PATHS.forEach(path -> names.add(path.contains(" ") ? path.substring(0, path.indexOf(' ')) : path));
    String near = Nearest.to(words.getFirst(), names);
    String fix = near == null ? "tokenly help" : "did you mean tokenly " + near + "?";
    return Complaint.usage("there is no command \"" + Display.clean(words.getFirst()) + '"', fix);
  }
}
