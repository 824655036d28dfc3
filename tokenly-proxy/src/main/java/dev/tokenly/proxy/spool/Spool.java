package dev.tokenly.proxy.spool;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.proxy.settings.Output;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls on their way to the agent: a slot while they last, then a line in an hourly file. The line reaches its file within
 * a fifth of a second or 64 KiB, and only then is the slot emptied, so that a kill at any moment loses none. What a crash left is
 * written out at start. On a disk that is full calls stay in their slots and are tried again every second.
 */
public final class Spool implements CallLog {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private final CallSlots slots;
  private final SpoolWriter writer;
  private final AtomicLong unrecorded = new AtomicLong();

  private Spool(CallSlots slots, SpoolWriter writer) {
    this.slots = slots;
    this.writer = writer;
  }

  /** Opens the spool and closes the calls an earlier process left open; throws when the folder cannot be used. */
  public static Spool open(Output.Spool settings, Clock clock) throws IOException {
    SpoolFolder folder = new SpoolFolder(settings.folder());
    SpoolFolder.Claim claim = folder.claim();
    SpoolFiles files = new SpoolFiles(settings.folder(), claim.instance(), settings.maxBytes());
    CallSlots slots = new CallSlots(claim.channel());
    SpoolWriter writer = new SpoolWriter(files, slots, clock);
    int closed = new Recovery(slots, writer).closeLeftCalls(folder, claim.instance());
    if (closed > 0) {
      LOG.warn("{} calls were under way when the proxy last died: each is recorded as it stood", closed);
    }
    writer.start();
    return new Spool(slots, writer);
  }

  @Override
  public Call begin(UsageRecord ifWeDie) throws IOException {
    byte[] line = Lines.atMost(CallSlots.MAX_LINE, ifWeDie, Lines.of(ifWeDie));
    try {
      return new SlottedCall(slots.take(line));
    } catch (IOException e) {
      unrecorded.incrementAndGet();
      throw e;
    }
  }

  private final class SlottedCall implements Call {
    private final int slot;

    SlottedCall(int slot) {
      this.slot = slot;
    }

    @Override
    public void progress(UsageRecord soFar) {
      slots.put(slot, Lines.atMost(CallSlots.MAX_LINE, soFar, Lines.of(soFar)));
    }

    @Override
    public void end(UsageRecord record) {
      byte[] line = Lines.of(record);
      slots.put(slot, Lines.atMost(CallSlots.MAX_LINE, record, line));
      writer.add(slot, line);
    }
  }

  @Override
  public boolean isHealthy() {
    return writer.isHealthy();
  }

  @Override
  public long dropped() {
    return writer.dropped() + unrecorded.get();
  }

  /** Writes out what is waiting and forces it to disk; calls still under way keep their slots. */
  @Override
  public void close() {
    writer.close();
    try {
      slots.close();
    } catch (IOException e) {
      LOG.warn("closing the calls file failed: {}", e.getMessage());
    }
  }
}
