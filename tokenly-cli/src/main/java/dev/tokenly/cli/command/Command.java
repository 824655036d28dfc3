package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import java.util.List;

/**
 * One command: its options as fields, its manual, and what it does once the options are filled. Made anew for every run;
 * throws {@link dev.tokenly.api.ApiException} or a complaint, which the program's entry explains.
 */
public interface Command {
  Manual manual();

  /** Its own options and operands; those every command has are added. */
  List<Option<?>> options();

  /** Asks, shows, and says how it went. */
  ExitCode run(Context context);
}
