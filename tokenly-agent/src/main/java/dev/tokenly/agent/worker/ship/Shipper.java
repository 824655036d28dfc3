package dev.tokenly.agent.worker.ship;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.Cursors;
import dev.tokenly.agent.worker.keep.ParkedUploads;
import dev.tokenly.model.protocol.AgentNotes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few uploads in flight and settles them in the order they were given, so that a file's cursor never passes a line
 * that was not acknowledged. Memory is bounded by the window; the files on disk are the queue. Used by one thread.
 */
public final class Shipper implements AutoCloseable {
  private static final long LOOK_UP_MS = 200;
  private static final long SAVE_EVERY_NANOS = 250_000_000;

  private final Deliverer deliverer;
  private final Cursors cursors;
  private final ParkedUploads parked;
  private final AgentLog log;
  private final CallOff callOff;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private final Map<String, Cursor> acknowledged = new LinkedHashMap<>();
  private final Buffers buffers = new Buffers();
  private long lastSaved = System.nanoTime();
  private Runnable alive = () -> {};
  private volatile int queued;
  private volatile AgentNotes.@Nullable LastBatch last;
  private long uploads;

  private record InFlight(Batch batch, Future<Delivery> delivery) {}

  public Shipper(Deliverer deliverer, Cursors cursors, ParkedUploads parked, CallOff callOff, AgentLog log) {
    this.deliverer = deliverer;
    this.cursors = cursors;
    this.parked = parked;
    this.callOff = callOff;
    this.log = log;
  }

  /** What to do every now and then while waiting, as a sign of life. */
  public void whileWaiting(Runnable sign) {
    alive = sign;
  }

  /** The server does not want uploads from this machine now; what was in flight is to be read again later. */
  public static final class NotAllowed extends Exception {
    private static final long serialVersionUID = 1;

    NotAllowed(String why) {
      super(why);
    }
  }

  /** A payload to fill. */
  public Payload newPayload() {
    return new Payload(buffers.lend());
  }

  /** Gives a batch to be sent; waits while {@code window} others are in flight. */
  public void submit(Batch batch, int window) throws IOException, NotAllowed, InterruptedException {
    while (inFlight.size() >= window) {
      settleFirst();
    }
    inFlight.add(new InFlight(batch, threads.submit(() -> deliverer.deliver(batch))));
    queued = inFlight.size();
    if (System.nanoTime() - lastSaved > SAVE_EVERY_NANOS) {
      saveAcknowledged();
    }
  }

  /** Waits until everything given has arrived. */
  public void settleAll() throws IOException, NotAllowed, InterruptedException {
    while (!inFlight.isEmpty()) {
      settleFirst();
    }
    saveAcknowledged();
    buffers.forget();
  }

  private void settleFirst() throws IOException, NotAllowed, InterruptedException {
    InFlight first = inFlight.getFirst();
    if (callOff.isRequested()) {
      saveAcknowledged();
    }
    Delivery delivery = delivery(first);
    switch (delivery) {
      case Delivery.Delivered(long sent, var name) -> {
        uploads += sent;
        last = name == null ? last : name;
        acknowledge(first.batch());
      }
      case Delivery.Refused(String why) -> {
        log.warn("upload", "the server refuses these lines; they are kept aside", "why", why, "lines",
            first.batch().lineCount());
        parked.park(first.batch().lines().toBytes(), first.batch().lineCount(), first.batch().source(), why);
        acknowledge(first.batch());
        saveAcknowledged();
      }
      case Delivery.NotAllowed(String why) -> {
        saveAcknowledged();
        abandon();
        throw new NotAllowed(why);
      }
      case Delivery.Abandoned() -> {
        saveAcknowledged();
        abandon();
        throw new InterruptedException("stopping");
      }
    }
    inFlight.removeFirst();
    queued = inFlight.size();
    buffers.giveBack(first.batch().lines().buffer());
  }

  private void acknowledge(Batch batch) {
    batch.cursors().forEach(cursor -> acknowledged.put(cursor.id(), cursor));
  }

  /** One sync of the disk serves every upload of the last quarter of a second; a crash before it only sends them again. */
  private void saveAcknowledged() throws IOException {
    if (!acknowledged.isEmpty()) {
      cursors.save(acknowledged.values());
      acknowledged.clear();
    }
    lastSaved = System.nanoTime();
  }

  private Delivery delivery(InFlight first) throws InterruptedException {
    while (true) {
      callOff.check();
      alive.run();
      try {
        return first.delivery().get(LOOK_UP_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        // still on its way
      } catch (ExecutionException e) {
        throw new IllegalStateException("an upload failed in an unforeseen way", e.getCause());
      }
    }
  }

  /** Sends one batch by itself and waits for its fate; no cursor moves. */
  public Delivery attempt(Batch batch) throws NotAllowed, InterruptedException {
    Delivery delivery = delivery(new InFlight(batch, threads.submit(() -> deliverer.deliver(batch))));
    return switch (delivery) {
      case Delivery.NotAllowed(String why) -> throw new NotAllowed(why);
      case Delivery.Abandoned() -> throw new InterruptedException("stopping");
      case Delivery.Delivered _,Delivery.Refused _ -> delivery;
    };
  }

  /** Gives up what is in flight; its lines are read again from the cursors. */
  public void abandon() {
    acknowledged.clear();
    inFlight.forEach(upload -> upload.delivery().cancel(true));
    inFlight.clear();
    queued = 0;
  }

  /** How many uploads are in flight; any thread may ask. */
  public int queued() {
    return queued;
  }

  /** The last upload that was acknowledged since the start or since {@link #forgetLast}; any thread may ask. */
  public AgentNotes.@Nullable LastBatch last() {
    return last;
  }

  /** What was acknowledged so far stands for nothing any more. */
  public void forgetLast() {
    last = null;
  }

  /** How many uploads the server has acknowledged. */
  public long uploads() {
    return uploads;
  }

  @Override
  public void close() {
    abandon();
    threads.shutdownNow();
  }
}
