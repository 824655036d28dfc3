package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.formats.log.CodexAncestors.Row;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.json.Rfc3339;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one rollout. Newer versions write a record per response, which is counted by its response id; older ones only
 * running totals, of which the growth is counted, known by thread, totals and last call together: the same wherever the
 * line was copied to.
 */
final class CodexReader implements LogReader.Lines {
  /** A copy is written within this long after the file was begun; no real reply is that quick. */
  private static final long COPYING_MILLIS = 2000;

  private final LogFile file;
  private final LineSplitter splitter = new LineSplitter();
  private final CodexMemory memory;
  private final PriceModifiers modifiers;
  private @Nullable Set<Row> ancestorRows;

  CodexReader(LogFile file, String saved) {
    this.file = file;
    this.memory = CodexMemory.of(saved);
    this.modifiers = modifiers(file);
  }

  /** The tier the settings name today: no line says which one it was. */
  private static PriceModifiers modifiers(LogFile file) {
    Path home = CodexAncestors.home(file.path());
    String tier = home == null ? null : TomlText.find(file.at(home.resolve("config.toml")), "", "service_tier");
    return tier == null ? PriceModifiers.NONE : new PriceModifiers(tier, null, null, 0, false, false);
  }

  @Override
  public String memory() {
    return memory.toJson();
  }

  @Override
  public long read(InputStream in, boolean finished, RecordSink sink) throws IOException {
    return splitter.split(in, finished, new JsonLines(new Each(), sink));
  }

  private final class Each implements JsonLines.Parser {
    private final CodexLine line = new CodexLine();
    private boolean ofUse;

    @Override
    public void parse(JsonScanner json) throws IOException {
      ofUse = line.read(json);
    }

    @Override
    public void take(RecordSink sink) {
      if (!ofUse) {
        return;
      }
      switch (line.type) {
        case "session_meta" -> takeMeta(line);
        case "turn_context" -> takeTurn(line);
        case "token_usage_record" -> takeRecord(line, sink);
        default -> {
          if (line.isTokenCount()) {
            takeCount(line, sink);
          }
        }
      }
    }
  }

  /** The first says whose file this is; later ones name threads whose history is copied here. */
  private void takeMeta(CodexLine line) {
    CodexLine.Meta meta = line.meta;
    String parent = meta.parentThread != null ? meta.parentThread : meta.forkedFrom;
    if (memory.threadId == null) {
      memory.threadId = meta.id;
      memory.folder = meta.folder;
      memory.provider = meta.provider;
      memory.parentId = parent;
      memory.historyEndOrdinal = meta.historyEndOrdinal;
      Instant created = time(line.timestamp);
      memory.createdMillis = created == null ? -1 : created.toEpochMilli();
      memory.ownStarted = parent == null;
    }
    addAncestor(meta.id);
    addAncestor(meta.sessionId);
    addAncestor(meta.forkedFrom);
    addAncestor(meta.parentThread);
  }

  private void addAncestor(@Nullable String id) {
    if (id != null && !id.equals(memory.threadId) && memory.ancestors.add(id)) {
      ancestorRows = null;
    }
  }

  private void takeTurn(CodexLine line) {
    memory.model = line.model == null ? memory.model : line.model;
    memory.folder = line.meta.folder == null ? memory.folder : line.meta.folder;
    memory.imported = line.turnId != null && line.turnId.startsWith("external-import-turn-");
  }

  private void takeRecord(CodexLine line, RecordSink sink) {
    memory.recordsSeen = true;
    memory.ownStarted = true;
    Instant time = time(line.timestamp);
    Tokens tokens = line.usage.buckets();
    if (time == null || line.responseId == null) {
      sink.bad(time == null ? "timestamp: missing or no RFC 3339 time" : "response_id: missing");
    } else if (!tokens.isZero() && !memory.imported) {
      String thread = line.threadId == null ? String.valueOf(memory.threadId) : line.threadId;
      String countKey = key(thread, line.threadUsage, line.usage);
      sink.record(sighting(thread).alsoKnownAs(countKey).record(time, line.responseId, tokens));
    }
  }

  private void takeCount(CodexLine line, RecordSink sink) {
    boolean isEstimate = !line.total.hasTokens() && line.total.total() > 0;
    boolean repeated = line.total.equals(memory.total);
    if (isEstimate) {
      memory.rebase = true;
    }
    if (isEstimate || repeated) {
      return;
    }
    boolean copied = isCopied(line);
    CodexTokens counted = growth(line);
    memory.total = line.total;
    memory.rebase = copied;
    if (memory.recordsSeen || memory.imported || !counted.hasTokens()) {
      return;
    }
    if (!copied) {
      show(line, counted, memory.threadId, sink);
    } else if (!ancestorRows().contains(new Row(line.total, line.last))) {
      show(line, line.last.hasTokens() ? line.last : counted, memory.parentId, sink);
    }
  }

  /** What was added since the last count; after a break in the counters, what the last call alone took. */
  private CodexTokens growth(CodexLine line) {
    boolean continues = !memory.rebase && line.total.isAtLeast(memory.total);
    if (continues) {
      return line.total.minus(memory.total);
    }
    return line.last.hasTokens()
        ? line.last
        : memory.rebase && memory.total.equals(CodexTokens.ZERO) ? line.total : line.last;
  }

  /** Whether a count at the beginning of a forked file repeats what its ancestors counted. */
  private boolean isCopied(CodexLine line) {
    if (memory.ownStarted) {
      return false;
    }
    Instant time = time(line.timestamp);
    boolean early = time != null && time.toEpochMilli() <= memory.createdMillis + COPYING_MILLIS;
    boolean inHistory = line.ordinal >= 0 && line.ordinal < memory.historyEndOrdinal;
    boolean copied = early || inHistory || ancestorRows().contains(new Row(line.total, line.last));
    memory.ownStarted = !copied;
    return copied;
  }

  private Set<Row> ancestorRows() {
    Set<Row> rows = ancestorRows;
    if (rows == null) {
      rows = CodexAncestors.rows(file, memory.ancestors);
      ancestorRows = rows;
    }
    return rows;
  }

  private void show(CodexLine line, CodexTokens counted, @Nullable String threadId, RecordSink sink) {
    Instant time = time(line.timestamp);
    if (time == null) {
      sink.bad("timestamp: missing or no RFC 3339 time");
      return;
    }
    String thread = threadId == null ? file.name() : threadId;
    sink.record(sighting(thread).record(time, key(thread, line.total, line.last), counted.buckets()));
  }

  private Sighting sighting(String thread) {
    String provider = memory.provider == null ? "openai" : memory.provider;
    return new Sighting(Codex.NAME, Codex.NAME).by(provider, memory.model).inSession(thread).inFolder(memory.folder)
        .priced(modifiers);
  }

  private static String key(String thread, CodexTokens total, CodexTokens last) {
    StringBuilder vectors = new StringBuilder(160).append(thread);
    total.appendTo(vectors);
    last.appendTo(vectors);
    return "codex:".concat(Hash128.of(vectors.toString()).hex());
  }

  private static @Nullable Instant time(@Nullable String timestamp) {
    try {
      return timestamp == null ? null : Rfc3339.parse(timestamp);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
