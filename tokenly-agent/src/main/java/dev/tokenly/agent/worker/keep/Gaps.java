package dev.tokenly.agent.worker.keep;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.DurableFile;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What may be missing from every report, because it was gone before it could be read or sent: listed, never hidden. The
 * newest are kept by name, all are counted. Thread-safe.
 */
public final class Gaps {
  private static final int MOST_NAMED = 100;
  private static final Duration TOLD = Duration.ofDays(7);

  private final Path file;
  private final Clock clock;
  private final AgentLog log;
  private final Deque<Gap> newest = new ArrayDeque<>();
  private long count;

  private Gaps(Path file, Clock clock, AgentLog log) {
    this.file = file;
    this.clock = clock;
    this.log = log;
  }

  /** One loss: when it was noticed, what it is and of which file (empty: of several). */
  private record Gap(Instant time, String what, String path) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("time", time.toString());
      map.put("what", what);
      map.put("file", path);
      return map;
    }

    String words(UnaryOperator<String> names) {
      return path.isEmpty() ? what : what + " of " + names.apply(path);
    }
  }

  /** The gaps of a data folder; an unreadable list is moved aside and begins anew. */
  public static Gaps in(Path data, Clock clock, AgentLog log) throws IOException {
    Gaps gaps = new Gaps(data.resolve("tokenly-gaps.json"), clock, log);
    if (Files.exists(gaps.file)) {
      gaps.load();
    }
    return gaps;
  }

  private void load() throws IOException {
    try {
      Fields fields = Fields.parse(Files.readAllBytes(file));
      for (Fields gap : fields.objects("newest")) {
        newest
            .add(new Gap(gap.time("time"), gap.text("what"), Objects.requireNonNullElse(gap.optionalText("file"), "")));
      }
      count = Math.max(newest.size(), fields.count("count"));
    } catch (IllegalArgumentException e) {
      log.warn("gaps", "the list of what may be missing is unreadable and begins anew", "kept_as",
          DurableFile.moveAside(file), "why", e.getMessage());
    }
  }

  /** Notes a loss; {@code path} is empty when it is of several files. A disk that cannot keep it is only warned of. */
  public synchronized void note(String what, String path) {
    log.warn("gaps", what, "file", path);
    newest.add(new Gap(clock.instant(), what, path));
    count++;
    if (newest.size() > MOST_NAMED) {
      newest.removeFirst();
    }
    try {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("count", count);
      map.put("newest", newest.stream().map(Gap::toMap).toList());
      DurableFile.write(file, JsonText.write(map).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log.warn("gaps", "the list of what may be missing cannot be written", "why", String.valueOf(e.getMessage()));
    }
  }

  /** The last loss in a sentence, told for a week; null when there was none. */
  public synchronized @Nullable String lately(PathNames names) {
    Gap last = newest.peekLast();
    if (last == null || last.time.isBefore(clock.instant().minus(TOLD))) {
      return null;
    }
    String others = count == 1 ? "" : ", and %,d before".formatted(count - 1);
    return "may be missing: " + last.words(names::tell) + others;
  }

  /** Every loss that is still known by name, a line each, oldest first; empty when nothing was ever lost. */
  public synchronized String table() {
    StringBuilder table = new StringBuilder();
    if (count > newest.size()) {
      table.append("may be missing: %,d losses before these%n".formatted(count - newest.size()));
    }
    for (Gap gap : newest) {
      table.append("may be missing: ").append(gap.time.toString(), 0, 19).append("Z ");
      table.append(Display.clean(gap.words(UnaryOperator.identity()))).append('\n');
    }
    return table.toString();
  }
}
