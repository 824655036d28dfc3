package dev.tokenly.agent.worker.ship;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.keep.Cursors;
import dev.tokenly.agent.worker.keep.ParkedUploads;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps a few uploads in flight and settles them in the order they were given, so that a file's cursor never passes a line
 * that was not acknowledged. Memory is bounded by the window; the files on disk are the queue. Used by one thread.
 */
public final class Shipper implements AutoCloseable {
  private static final long LOOK_UP_MS = 200;

  private final Deliverer deliverer;
  private final Cursors cursors;
  private final ParkedUploads parked;
  private final AgentLog log;
  private final CallOff callOff;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private Runnable alive = () -> {};
  private volatile int queued;
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

  /** Gives a batch to be sent; waits while {@code window} others are in flight. */
  public void submit(Batch batch, int window) throws IOException, NotAllowed, InterruptedException {
    while (inFlight.size() >= window) {
      settleFirst();
    }
    inFlight.add(new InFlight(batch, threads.submit(() -> deliverer.deliver(batch))));
    queued = inFlight.size();
  }

  /** Settles what has arrived, without waiting. */
  public void settleArrived() throws IOException, NotAllowed, InterruptedException {
    while (!inFlight.isEmpty() && inFlight.getFirst().delivery().isDone()) {
      settleFirst();
    }
  }

  /** Waits until everything given has arrived. */
  public void settleAll() throws IOException, NotAllowed, InterruptedException {
    while (!inFlight.isEmpty()) {
      settleFirst();
    }
  }

  private void settleFirst() throws IOException, NotAllowed, InterruptedException {
    InFlight first = inFlight.getFirst();
    Delivery delivery = delivery(first);
    switch (delivery) {
      case Delivery.Delivered(long sent) -> {
        uploads += sent;
        cursors.save(first.batch().cursors());
      }
      case Delivery.Refused(String why) -> {
        log.warn("upload", "the server refuses these lines; they are kept aside", "why", why, "lines",
            first.batch().lineCount());
        parked.park(first.batch().lines(), first.batch().lineCount(), first.batch().source(), why);
        cursors.save(first.batch().cursors());
      }
      case Delivery.NotAllowed(String why) -> {
        abandon();
        throw new NotAllowed(why);
      }
      case Delivery.Abandoned() -> {
        abandon();
        throw new InterruptedException("stopping");
      }
    }
    inFlight.removeFirst();
    queued = inFlight.size();
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
    inFlight.forEach(upload -> upload.delivery().cancel(true));
    inFlight.clear();
    queued = 0;
  }

  /** How many uploads are in flight; any thread may ask. */
  public int queued() {
    return queued;
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
