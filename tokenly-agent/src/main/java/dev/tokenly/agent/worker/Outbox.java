package dev.tokenly.agent.worker;

import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.ParkedUploads.Origin;
import dev.tokenly.agent.worker.read.RecordCounter;
import dev.tokenly.agent.worker.read.SliceReader;
import dev.tokenly.agent.worker.ship.Batch;
import dev.tokenly.agent.worker.ship.Payload;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.model.Attribution;
import dev.tokenly.model.UsageRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The next upload while it is collected: records, and the cursors that may move when the server has them. What is read
 * whole may hold more than an upload does; then parts go ahead, and its cursor with the last of them. Used by one thread.
 */
final class Outbox {
  /** A slice of native lines on top of this makes a segment of at most 4 MB. */
  private static final long SEGMENT_BYTES = (4L << 20) - SliceReader.NATIVE_SLICE_BYTES;
  private static final int MOST_CURSORS = 2_000;
  private static final long MOST_BYTES = (4L << 20) - (64L << 10);

  private final Shipper shipper;
  private final PathNames names;
  private final Map<String, Cursor> pending = new LinkedHashMap<>();
  private Payload payload;
  private @Nullable Origin origin;
  private @Nullable Origin beingRead;
  private int window = 3;

  Outbox(Shipper shipper, PathNames names) {
    this.shipper = shipper;
    this.names = names;
    this.payload = shipper.newPayload();
  }

  /** Why a part could not be sent, carried past the reader in the middle of which that happened. */
  static final class CannotSend extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotSend(Exception cause) {
      super(cause);
    }

    /** Throws what it was. */
    void rethrow() throws IOException, Shipper.NotAllowed, InterruptedException {
      switch (getCause()) {
        case IOException e -> throw e;
        case Shipper.NotAllowed e -> throw e;
        case InterruptedException e -> throw e;
        case null, default -> throw this;
      }
    }
  }

  void setWindow(int uploads) {
    window = uploads;
  }

  /** A counter for what is read from there on; it throws {@link CannotSend}. */
  RecordCounter open(Origin from) {
    beingRead = from;
    boolean isToolsOwn = !from.format().equals("native");
    return new RecordCounter(isToolsOwn ? usage -> add(told(usage, from.path())) : this::add, this::addLine);
  }

  /** A native line says what its writer wanted to be said; a tool's log was not written to be sent. */
  private UsageRecord told(UsageRecord usage, String path) {
    Attribution who = usage.attribution();
    Attribution told = names.tell(who, path);
    return told.equals(who)
        ? usage
        : new UsageRecord(
            usage.origin(), usage.model(), usage.tokens(), usage.totalTokens(), told, usage.details(),
            usage.reportedCost());
  }

  private void add(UsageRecord usage) {
    payload.add(usage);
    sendPartWhenFull();
  }

  private void addLine(byte[] bytes, int from, int to) {
    payload.line(bytes, from, to);
    sendPartWhenFull();
  }

  private void sendPartWhenFull() {
    if (payload.size() >= MOST_BYTES) {
      try {
        origin = origin == null ? beingRead : origin;
        flush();
      } catch (IOException | Shipper.NotAllowed | InterruptedException e) {
        throw new CannotSend(e);
      }
    }
  }

  /** A file was read up to this cursor. */
  void take(Cursor after) {
    origin = origin == null ? beingRead : origin;
    pending.put(after.id(), after);
  }

  /** Sends what was collected when it is as much as an upload should be; of very many small files, before that. */
  void flushWhenFull() throws IOException, Shipper.NotAllowed, InterruptedException {
    if (payload.size() >= SEGMENT_BYTES || pending.size() >= MOST_CURSORS) {
      flush();
    }
  }

  /** Gives what was collected to the shipper. */
  void flush() throws IOException, Shipper.NotAllowed, InterruptedException {
    if (origin == null) {
      return;
    }
    Batch batch = new Batch(payload.take(), payload.lines(), origin, List.copyOf(pending.values()));
    forget();
    shipper.submit(batch, window);
  }

  /** True when something was read that the shipper does not have yet. */
  boolean isWaiting() {
    return origin != null;
  }

  /** Drops what was collected and what is in flight. */
  void abandon() {
    shipper.abandon();
    forget();
  }

  /** Drops what was collected. */
  void forget() {
    pending.clear();
    payload = shipper.newPayload();
    origin = null;
  }
}
