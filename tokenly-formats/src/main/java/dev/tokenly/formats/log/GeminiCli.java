package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gemini CLI's chats: JSONL that repeats a message when its tools finish, and copies all of them into {@code $set} patches;
 * older versions rewrite one JSON document. A message is known by session and id in both.
 */
public final class GeminiCli implements LogFormat {
  static final String NAME = "gemini-cli";
  private final boolean legacy;

  private GeminiCli(boolean legacy) {
    this.legacy = legacy;
  }

  /** Chats of today's versions. */
  public static GeminiCli lines() {
    return new GeminiCli(false);
  }

  /** Chats of older versions, one document each. */
  public static GeminiCli documents() {
    return new GeminiCli(true);
  }

  /** What a call is known by where its message id is not told, in telemetry: the tokens it took in its session. */
  static String callKey(String session, Tokens tokens) {
    return Keys.of("gemini-call", session, tokens);
  }

  /** Whether the machine keeps the chat of a session. */
  static boolean hasChat(Machine machine, String session) {
    String start = session.substring(0, Math.min(8, session.length()));
    for (Place place : lines().places(machine)) {
      if (session.isEmpty() || !Files.isDirectory(place.root())) {
        continue;
      }
      try (Stream<Path> found =
          Files.find(place.root(), 4, (path, file) -> file.isRegularFile() && isNamed(path, start, session))) {
        if (found.findAny().isPresent()) {
          return true;
        }
      } catch (IOException | UncheckedIOException _) {
        // A folder that cannot be searched holds no chat that could be counted.
      }
    }
    return false;
  }

  /** {@code session-<time>-<first eight>.jsonl}; a sub-agent's has the whole id. */
  private static boolean isNamed(Path path, String start, String session) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith('-' + start + ".jsonl") || name.endsWith('-' + start + ".json")
        || name.equals(session + ".jsonl");
  }

  @Override
  public String name() {
    return legacy ? "gemini-cli-json" : NAME;
  }

  @Override
  public Kind kind() {
    return legacy ? Kind.REWRITTEN : Kind.APPENDED;
  }

  @Override
  public List<Place> places(Machine machine) {
    List<Path> data = machine.named("GEMINI_DATA_DIR");
    List<Path> homes = machine.named("GEMINI_CLI_HOME");
    Path home = homes.isEmpty() ? machine.home() : homes.getFirst();
    Path root = data.isEmpty() ? home.resolve(".gemini/tmp") : data.getFirst();
    return List.of(new Place(root, legacy ? "*/chats/session-*.json" : "*/chats/**.jsonl"));
  }

  @Override
  public boolean recognises(Sample sample) {
    if (legacy) {
      return sample.first(chat -> chat.has("sessionId", "projectHash", "startTime", "messages"));
    }
    return sample.any(line -> line.has("sessionId", "projectHash", "startTime") && !line.has("messages"))
        || sample.any(line -> line.is("type", "gemini") && line.has("tokens.thoughts"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    Chat chat = new Chat(file, memory);
    return legacy ? new DocumentReader(file, chat) : new JsonLinesReader(chat);
  }

  /** A chat while it is read; its memory is the session's id. */
  private static final class Chat implements JsonLines.Parser, DocumentReader.Document {
    private final LogFile file;
    private final GeminiMessages found = new GeminiMessages();
    private @Nullable String session;

    Chat(LogFile file, String memory) {
      this.file = file;
      this.session = memory.isEmpty() ? null : memory;
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      found.read(json);
    }

    @Override
    public void take(RecordSink sink) {
      session = found.session() == null ? session : found.session();
      found.show(session == null ? file.name() : session, projectFolder(), sink);
    }

    @Override
    public void read(JsonScanner json, RecordSink sink) throws IOException {
      parse(json);
      take(sink);
    }

    /** {@code tmp/<project>/chats/…}: the project's short id or hash. */
    private @Nullable String projectFolder() {
      for (int level = 1; level <= 3; level++) {
        if (file.folder(level).equals("chats")) {
          return file.folder(level + 1);
        }
      }
      return null;
    }

    @Override
    public String memory() {
      return session == null ? "" : session;
    }
  }
}
