package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cline, Roo Code and Kilo Code in VS Code and its relatives: a task's messages in one JSON array, rewritten as it goes. The
 * counts of a request stand in a JSON text inside, beside the prompt, which is never read.
 */
public final class Cline implements LogFormat {
  private static final List<String> EDITORS = List.of("Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf");
  private static final List<String> EXTENSIONS =
      List.of("saoudrizwan.claude-dev", "rooveterinaryinc.roo-cline", "kilocode.kilo-code");

  @Override
  public String name() {
    return "cline";
  }

  @Override
  public Kind kind() {
    return Kind.REWRITTEN;
  }

  @Override
  public List<Place> places(Machine machine) {
    List<Path> storages = new ArrayList<>();
    EDITORS.forEach(editor -> storages.add(machine.applicationSupport().resolve(editor + "/User/globalStorage")));
    storages.add(machine.inHome(".vscode-server/data/User/globalStorage"));
    List<Place> places = new ArrayList<>();
    for (Path storage : storages) {
      EXTENSIONS.forEach(id -> places.add(new Place(storage.resolve(id), "tasks/*/ui_messages.json")));
    }
    places.add(new Place(machine.inHome(".cline/data"), "tasks/*/ui_messages.json"));
    return places;
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.first(array -> array.has("[].ts", "[].type") && (array.has("[].say") || array.has("[].ask")));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new DocumentReader(file, (json, sink) -> read(file, json, sink));
  }

  private static void read(LogFile file, JsonScanner json, RecordSink sink) throws IOException {
    ClineMessage message = new ClineMessage(application(file), file.folder(1), ClineModels.beside(file));
    if (!json.beginArray()) {
      return;
    }
    while (json.nextElement()) {
      message.read(json);
      message.show(sink);
    }
  }

  private static String application(LogFile file) {
    String path = file.path().toString().toLowerCase(Locale.ROOT);
    return path.contains("roo-cline") ? "roo-code" : path.contains("kilo-code") ? "kilo-code" : "cline";
  }
}
