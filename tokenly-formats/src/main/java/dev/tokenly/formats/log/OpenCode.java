package dev.tokenly.formats.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenCode and its relative Kilo CLI: messages in an SQLite database, in older versions each in a JSON file. A session's
 * fork copies its messages under new ids, so a call is known by the moment it was begun, its model and its tokens.
 */
public final class OpenCode implements LogFormat {
  static final String NAME = "opencode";
  private final boolean files;

  private OpenCode(boolean files) {
    this.files = files;
  }

  /** Messages in a database. */
  public static OpenCode database() {
    return new OpenCode(false);
  }

  /** Messages of older versions, one file each. */
  public static OpenCode files() {
    return new OpenCode(true);
  }

  @Override
  public String name() {
    return files ? "opencode-json" : NAME;
  }

  @Override
  public Kind kind() {
    return files ? Kind.REWRITTEN : Kind.DATABASE;
  }

  @Override
  public List<Place> places(Machine machine) {
    List<Place> places = new ArrayList<>();
    add(places, machine, "OPENCODE_DATA_DIR", "opencode");
    add(places, machine, "KILO_DATA_DIR", "kilo");
    if (machine.platform() == Machine.Platform.WINDOWS) {
      addRoot(places, machine.localAppData().resolve("opencode"));
    }
    return places;
  }

  private void add(List<Place> places, Machine machine, String variable, String folder) {
    List<Path> named = machine.named(variable);
    addRoot(places, named.isEmpty() ? machine.inData(folder) : named.getFirst());
  }

  private void addRoot(List<Place> places, Path root) {
    places.add(new Place(root, files ? "storage/message/*/msg_*.json" : "{opencode,opencode-*,kilo}.db"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return files
        ? sample.first(message -> message.has("role", "modelID", "providerID", "tokens.cache"))
        : sample.hasTables("message", "session", "part");
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    String application = file.path().toString().contains("kilo") ? "kilo-cli" : NAME;
    OpenCodeMessages messages = new OpenCodeMessages(application, file, memory);
    return files ? new DocumentReader(file, messages) : new SqliteReader(file, messages);
  }
}
