package dev.tokenly.formats.log;

import dev.tokenly.formats.api.ReplyReader;
import dev.tokenly.formats.api.ReplyUsage;
import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Providers' replies as applications dump them, one JSON object a line: whole replies, batch results, or the events of
 * streams, of which the last word counts. A reply without a time of its own is dated by the file.
 */
public final class RawReplies implements LogFormat {
  static final String NAME = "api-replies";
  private static final ByteSearch USAGE = new ByteSearch("\"usage");
  private static final ByteSearch OLLAMA = new ByteSearch("\"eval_count\"");
  private static final ByteSearch COHERE = new ByteSearch("\"billed_units\"");
  private static final ByteSearch START = new ByteSearch("\"message_start\"");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  /** None of its own: applications dump where they like. */
  @Override
  public List<Place> places(Machine machine) {
    return List.of();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(RawReplies::isReply);
  }

  private static boolean isReply(Shape line) {
    boolean gemini = line.has("usageMetadata.promptTokenCount");
    boolean anthropic =
        (line.is("type", "message") && line.has("usage.input_tokens"))
            || line.is("type", "message_start", "message_delta");
    boolean responses = line.is("object", "response") || line.has("response.usage.input_tokens");
    boolean chat = line.has("usage.prompt_tokens") || line.begins("object", "chat.completion");
    boolean ollama = line.has("eval_count", "done");
    boolean cohere = line.has("usage.billed_units") || line.has("meta.billed_units");
    boolean converse = line.has("output.message", "usage.inputTokens");
    boolean batch = line.has("custom_id") && (line.has("response.body") || line.has("result.message"));
    return gemini || anthropic || responses || chat || ollama || cohere || converse || batch || isWrapped(line);
  }

  private static boolean isWrapped(Shape line) {
    return line.has("body.usage") || line.has("data.usage") || line.has("result.usage")
        || line.has("response.body.usage");
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Line(file, memory), USAGE, OLLAMA, COHERE, START);
  }

  /** One line; the memory is the streamed reply that is under way: its id, model and the counts of its start. */
  private static final class Line implements JsonLines.Parser {
    private final LogFile file;
    private final ReplyReader reply = new ReplyReader();
    private StreamStart stream;

    Line(LogFile file, String memory) {
      this.file = file;
      this.stream = StreamStart.of(memory);
    }

    @Override
    public String memory() {
      return stream.toJson();
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      reply.reset();
      reply.read(json);
    }

    @Override
    public void take(RecordSink sink) {
      ReplyUsage usage = reply.usage(true);
      String id = usage.answer().id();
      String model = usage.answer().model();
      Tokens tokens = usage.tokens();
      if (reply.isStreamStart()) {
        stream = new StreamStart(id, model, tokens == null ? Tokens.ZERO : tokens);
      } else if (reply.isStreamDelta() && tokens != null) {
        id = stream.id();
        model = stream.model();
        tokens = stream.with(tokens);
      }
      if (tokens == null || tokens.isZero()) {
        return;
      }
      Instant named = LogTime.of(reply.time());
      Instant time = named == null ? file.modified() : named;
      String key = id == null ? Keys.of(NAME, file.name(), reply.time(), model, tokens) : id;
      sink.record(
          new Sighting(NAME, NAME)
              .byModel(servedBy(id), model)
              .stoppedBy(usage.answer().stopReason())
              .priced(usage.modifiers())
              .costing(usage.cost())
              .record(time, key, tokens));
    }

    private @Nullable String servedBy(@Nullable String id) {
      return reply.isOllama() ? "ollama" : id != null && id.startsWith("gen-") ? "openrouter" : null;
    }
  }
}
