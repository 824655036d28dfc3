package dev.tokenly.cli;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.output.Harmless;
import dev.tokenly.cli.session.Folders;
import dev.tokenly.cli.session.PrivateFile;
import dev.tokenly.cli.terminal.Palette;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.model.Version;
import dev.tokenly.model.json.JsonText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a complaint on stderr: what, why, the fix and a reference; as JSON when the data was asked for as JSON. */
final class Report {
  private final Terminal terminal;
  private final List<String> words;
  private final Clock clock;

  Report(Terminal terminal, List<String> words, Clock clock) {
    this.terminal = terminal;
    this.words = words;
    this.clock = clock;
  }

  void show(Complaint complaint, Throwable thrown) {
    if (wantsJson()) {
      terminal.complain(Harmless.lines(json(complaint)));
    } else {
      people(complaint);
    }
    if (words.contains("--verbose")) {
      terminal.complain(trace(thrown));
    }
    if (words.contains("--debug")) {
      terminal.complain("debug: " + kept(complaint, thrown));
    }
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return Harmless.lines(trace.toString().stripTrailing());
  }

  /** What whoever mends it needs, in a file for this user alone; the words typed stay out, they may hold secrets. */
  private Path kept(Complaint complaint, Throwable thrown) {
    Path file = Folders.of(terminal.env()).state().resolve("debug.log");
    String head = clock.instant() + "  tokenly " + Version.TEXT + ", java " + Runtime.version() + ", "
        + System.getProperty("os.name") + ' ' + System.getProperty("os.arch");
    String what = complaint.code() + "  request " + complaint.requestId() + '\n' + Harmless.lines(complaint.what());
    PrivateFile.write(file, head + '\n' + what + '\n' + trace(thrown) + '\n');
    return file;
  }

  private boolean wantsJson() {
    int output = Math.max(words.indexOf("-o"), words.indexOf("--output"));
    boolean named = output >= 0 && output + 1 < words.size() && words.get(output + 1).equals("json");
    return named
        || words.contains("--output=json")
        || words.contains("-ojson")
        || words.stream().anyMatch(word -> word.equals("--json") || word.startsWith("--json="));
  }

  private void people(Complaint complaint) {
    Palette palette = Palette.forMessages(terminal, null);
    terminal.complain(palette.red("error:") + ' ' + Harmless.lines(complaint.what()));
    if (complaint.why() != null) {
      terminal.complain("  " + Harmless.lines(complaint.why()));
    }
    if (complaint.fix() != null) {
      terminal.complain(palette.bold("fix:") + "   " + Harmless.lines(complaint.fix()));
    }
    if (complaint.exit() != ExitCode.USAGE || words.contains("--verbose")) {
      String request = complaint.requestId() == null ? "" : "  request " + complaint.requestId();
      String more = "  tokenly help " + complaint.code();
      terminal.complain(palette.dim("ref:") + "   " + complaint.code() + request + palette.dim(more));
    }
  }

  private static String json(Complaint complaint) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("code", complaint.code());
    error.put("message", complaint.what());
    error.put("hint", complaint.fix());
    error.put("request_id", complaint.requestId());
    error.put("retryable", complaint.isRetryable());
    return JsonText.write(Map.of("error", error));
  }
}
