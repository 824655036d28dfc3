package dev.tokenly.agent.launcher.service;

import java.nio.file.Path;
import java.util.List;

/** What one kind of system needs for a service: the files to write, and the commands before and after. */
sealed interface ServiceFiles permits Systemd, Launchd, WindowsService {

  /** A file with its content; the path is absolute on the system it is for. */
  record Text(Path path, String content) {}

  /** The files of a service that runs this command line. */
  List<Text> files(List<String> command);

  /** What to run once the files are there. */
  List<List<String>> toStart(List<String> command);

  /** What to run before the files are removed. */
  List<List<String>> toStop();
}
