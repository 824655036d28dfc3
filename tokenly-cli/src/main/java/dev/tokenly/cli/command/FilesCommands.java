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

/** {@code tokenly files …}: what arrived, and what became of it. */
final class FilesCommands {
  private static final View FILES =
      new View(
          "files",
          "files",
          "file_id",
          "No files.",
          List.of(
              Column.of("RECEIVED", "received_at", Kind.TIME, 0),
              Column.text("HOST", "hostname"),
              Column.of("STATUS", "status", Kind.STATE, 0),
              Column.of("STORED", "records_stored", Kind.COUNT, 2),
              Column.of("DUPLICATE", "records_duplicate", Kind.COUNT, 4),
              Column.of("REPLACED", "records_replaced", Kind.COUNT, 5),
              Column.of("INVALID", "records_invalid", Kind.COUNT, 3),
              Column.of("SIZE", "file_size_bytes", Kind.BYTES, 6),
              Column.of("PATH", "original_path", Kind.TEXT, 7),
              Column.of("ID", "file_id", Kind.TEXT, 1),
              Column.of("WHY", "failure_reason", Kind.TEXT, Column.WIDE)));

  private FilesCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "files", "files list" -> list(path);
      case "files show" -> show();
      case "files content" -> new FileContentCommand();
      case "files retry" -> retry();
      case "files discard" -> discard();
      default -> null;
    };
  }

  private static Option<String> id() {
    return Option.operand("ID", "The file's id");
  }

  private static Command list(String path) {
    Option<String> status = Option.text("--status", "STATE", "pending, processing, processed or failed");
    Manual manual =
        Manual.of(
            path,
            "List what machines delivered and what became of it",
            "Each upload with its counts. A file that failed is kept until somebody decides.",
            "tokenly files",
            "The newest",
            "tokenly files list --status failed",
            "What needs a decision",
            "tokenly files list --status failed -o name",
            "Ids alone, for xargs tokenly files retry");
    return new ListCommand(manual, FILES, List.of(status),
        (context, page) -> context.api().data().files(status.find(), page));
  }

  private static Command show() {
    Option<String> id = id();
    Manual manual =
        Manual.of(
            "files show",
            "Show one delivered file with its errors",
            "Where it came from, what was stored of it, and the first twenty lines that were refused, with the reason.",
            "tokenly files show 42",
            "One file",
            "tokenly files show 42 --jq '.data.errors[]'",
            "Its errors alone",
            "tokenly files show 42 -o yaml",
            "Everything, as YAML");
    return new ShowCommand(manual, "file", List.of(id), context -> context.api().data().file(id.get()));
  }

  private static Command retry() {
    Option<String> id = id();
    Manual manual =
        Manual.of(
            "files retry",
            "Process a failed file again",
            "After its cause is gone; nothing is counted twice.",
            "tokenly files retry 42",
            "At once",
            "tokenly files retry 42 --dry-run",
            "Only says what it would do",
            "tokenly files retry 42 --json",
            "With the answer as JSON");
    Deed deed =
        new Deed(
            () -> "Process file " + id.get() + " again",
            id::get,
            Care.NONE,
            context -> context.api().data().retryFile(id.get()),
            "It will be processed again")
            .looking(context -> context.api().data().file(id.get()));
    return new DeedCommand(manual, Options.of(id), deed);
  }

  private static Command discard() {
    Option<String> id = id();
    Manual manual =
        Manual.of(
            "files discard",
            "Throw a failed file away",
            "Its records were never stored and cannot be after that.",
            "tokenly files discard 42",
            "Asks for the id",
            "tokenly files discard 42 --confirm 42",
            "Without a terminal",
            "tokenly files discard 42 --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Throw file " + id.get() + " away for good",
            id::get,
            Care.NAME,
            context -> context.api().data().discardFile(id.get()),
            "Thrown away")
            .looking(context -> context.api().data().file(id.get()));
    return new DeedCommand(manual, Options.of(id), deed);
  }
}
