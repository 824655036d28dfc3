package dev.tokenly.formats.log;

import dev.tokenly.model.NativeLines;
import dev.tokenly.model.UsageLine;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.UsageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;

/** Our own JSONL ({@code protocol.md} §5): what any application may write, and what the metering proxy spools. */
public final class NativeLog implements LogFormat {
  private static final String TOO_LONG = "line longer than 1 MiB";

  @Override
  public String name() {
    return "native";
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  /** None of its own: native logs lie wherever the configured discovery paths say. */
  @Override
  public List<Place> places(Machine machine) {
    return List.of();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(
        line -> line.has("timestamp", "service", "model") && (line.has("input_tokens") || line.has("output_tokens")));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    UsageLineReader reader =
        UsageLineReader.ofKnownFields(Clock.systemUTC(), UsageLineReader.DEFAULT_MAX_TOKENS);
    return new Reader(
        sink -> (bytes, from, to) -> {
          switch (reader.read(bytes, from, to - from)) {
            case UsageLine.Ok(var usage) -> sink.record(usage);
            case UsageLine.Bad(String reason) -> sink.bad(reason);
          }
        });
  }

  /** A reader for whoever sends lines on: valid ones go to the target as they were written, the sink hears of the rest. */
  public LogReader.Lines copying(NativeLines.Target target) {
    NativeLines lines = new NativeLines(Clock.systemUTC(), UsageLineReader.DEFAULT_MAX_TOKENS, target);
    return new Reader(
        sink -> (bytes, from, to) -> {
          String reason = lines.take(bytes, from, to);
          if (reason != null) {
            sink.bad(reason);
          }
        });
  }

  /**
   * Whether at least half of the whole lines at a file's beginning are valid records; a file with fewer is no log of ours,
   * whatever its first line looks like.
   */
  public static boolean isMostlyValid(byte[] firstBytes, UsageLineReader lines) {
    int valid = 0;
    int whole = 0;
    int from = 0;
    for (int at = 0; at < firstBytes.length; at++) {
      if (firstBytes[at] == '\n') {
        int length = at - from;
        if (length > 1) {
          whole++;
          valid += lines.read(firstBytes, from, length) instanceof UsageLine.Ok ? 1 : 0;
        }
        from = at + 1;
      }
    }
    return whole > 0 ? valid * 2 >= whole : lines.read(firstBytes, 0, firstBytes.length) instanceof UsageLine.Ok;
  }

  /** What is done with each line, for a sink. */
  private interface Use {
    NativeLines.Target with(RecordSink sink);
  }

  private static final class Reader implements LogReader.Lines {
    private final LineSplitter splitter = new LineSplitter();
    private final Use use;

    Reader(Use use) {
      this.use = use;
    }

    @Override
    public String memory() {
      return "";
    }

    @Override
    public long read(InputStream in, boolean finished, RecordSink sink) throws IOException {
      return splitter.split(in, finished, new Each(use, sink, use.with(sink)));
    }
  }

  private record Each(Use use, RecordSink sink, NativeLines.Target target) implements LineSplitter.Lines {
    @Override
    public void line(byte[] bytes, int from, int to) {
      target.line(bytes, from, to);
    }

    @Override
    public void lastLine(byte[] bytes, int from, int to) {
      use.with(new LastLine(sink)).line(bytes, from, to);
    }

    /** Left unread: the splitter passes over it. */
    @Override
    public void longLine(InputStream line) {}

    @Override
    public void endOfLongLine() {
      sink.bad(TOO_LONG);
    }
  }

  /** For a line without its newline: one that is no whole JSON is not bad but unfinished. */
  private record LastLine(RecordSink sink) implements RecordSink {
    @Override
    public void record(UsageRecord usage) {
      sink.record(usage);
    }

    @Override
    public void bad(String reason) {
      if (reason.startsWith("not valid JSON")) {
        sink.unfinished(reason);
      } else {
        sink.bad(reason);
      }
    }
  }
}
