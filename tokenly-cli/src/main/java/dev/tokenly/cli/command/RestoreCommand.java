package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.server.Restore;
import dev.tokenly.server.settings.Settings;
import dev.tokenly.server.settings.SettingsException;
import dev.tokenly.store.usage.StoreStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly restore}: puts a backup in the place of a stopped server's database. */
final class RestoreCommand implements Command {
  private final Option<String> backup =
      Option.optionalOperand("BACKUP", 0, "A file, or a name in the backup folder (default: the newest there)");
  private final Option<String> file =
      Option.text("--config", "FILE", "The server's settings (TOML)").completing(Option.Live.FILES);
  private final Option<String> data =
      Option.text("--data-dir", "DIR", "The server's data folder").completing(Option.Live.FILES);
  private final Questions questions = new Questions();

  @Override
  public Manual manual() {
    return Manual.of(
        "restore",
        "Put a backup in the place of a stopped server's database",
        "The backup is copied, opened and checked first; one that does not add up changes nothing. The files that were there"
            + " are kept in a folder replaced-TIME. The next start counts what the journal knows beyond the backup,"
            + " and agents send again what their machines still have. A server that still runs on the folder is named and"
            + " nothing is done.",
        "tokenly restore --dry-run",
        "Is the newest backup sound, and what is in it?",
        "tokenly restore before-upgrade.duckdb --data-dir /var/lib/tokenly --yes",
        "Put that one back",
        "tokenly restore before-upgrade.duckdb --dry-run",
        "Is that one sound?");
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> all = new ArrayList<>(Options.of(backup, file, data));
    all.addAll(questions.all());
    return all;
  }

  @Override
  public ExitCode run(Context context) {
    try (Restore restore = Restore.in(folder(context))) {
      Path chosen = restore.find(backup.find());
      if (questions.isDryRun()) {
        context.say(chosen + " is sound: " + told(restore.check(chosen)));
        return ExitCode.OK;
      }
      questions.confirm(context, "Put " + chosen + " in the place of the database");
      Restore.Done done = restore.apply(chosen);
      context.say("Restored " + told(done.proof()));
      if (done.setAside() != null) {
        context.say("What was there before is kept in " + done.setAside());
      }
      if (done.journalSegments() > 0) {
        context.say("The next start of the server counts what the journal knows beyond the backup");
      }
      return ExitCode.OK;
    } catch (SettingsException e) {
      throw Complaint.usage(String.valueOf(e.getMessage()), "tokenly server --print-config").raised(e);
    } catch (IOException e) {
      String what = "the backup was not restored and nothing was changed: " + e.getMessage();
      String fix = what.contains("(PID ") ? "stop that server first" : "tokenly restore BACKUP --dry-run";
      throw Complaint.local(ExitCode.FAILED, "E-RESTORE", what, null, fix).raised(e);
    }
  }

  private Path folder(Context context) {
    Map<String, String> options = new LinkedHashMap<>();
    if (data.find() != null) {
      options.put("server.data_dir", data.get());
    }
    @Nullable Path config = file.find() == null ? null : Path.of(file.get());
    Path folder = Settings.of(config, context.terminal().env(), options).data().folder();
    if (folder == null) {
      throw Complaint.usage("a server that keeps everything in memory has nothing to restore", "--data-dir DIR")
          .raised();
    }
    return folder;
  }

  private static String told(Restore.Proof proof) {
    StoreStats stats = proof.stats();
    String span = stats.oldest() == null ? "" : ", from " + stats.oldest() + " to " + stats.newest();
    return stats.records() + " records" + span + ", " + proof.auditEntries() + " audit entries";
  }
}
