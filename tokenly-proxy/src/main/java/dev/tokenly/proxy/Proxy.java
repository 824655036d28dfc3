package dev.tokenly.proxy;

import dev.tokenly.proxy.guard.SpendingFile;
import dev.tokenly.proxy.relay.RunningProxy;
import dev.tokenly.proxy.settings.Output;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.spool.CallLog;
import dev.tokenly.proxy.spool.PrintedLog;
import dev.tokenly.proxy.spool.Spool;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running metering proxy: what services call there is passed on to their upstreams byte for byte, and counted. Close it
 * to stop; calls under way may finish first.
 */
public final class Proxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);
  private static final Duration KEEP_SPENDING = Duration.ofSeconds(5);

  private final RunningProxy running;
  private final CallLog log;
  private final Duration drain;
  private final @Nullable SpendingFile spendingFile;
  private final Thread keeper = Thread.ofVirtual().name("proxy-spending").unstarted(this::keepSpending);
  private final ReentrantLock closing = new ReentrantLock();
  private boolean closed;

  private Proxy(RunningProxy running, CallLog log, ProxySettings settings) {
    this.running = running;
    this.log = log;
    this.drain = settings.limits().times().drain();
    this.spendingFile = settings.output() instanceof Output.Spool spool ? new SpendingFile(spool.folder()) : null;
  }

  /** Starts with these settings; printed records go to {@code print}. Throws when a port or the spool cannot be opened. */
  public static Proxy start(ProxySettings settings, OutputStream print) throws Exception {
    return start(settings, print, System.getenv());
  }

  /** The same with another environment to take upstream keys from. */
  public static Proxy start(ProxySettings settings, OutputStream print, Map<String, String> environment)
      throws Exception {
    Clock clock = Clock.systemUTC();
    CallLog log = log(settings.output(), print, clock);
    try {
      RunningProxy running =
          new RunningProxy(settings, new RunningProxy.Surroundings(log, clock, environment, InetAddress::getAllByName));
      Proxy proxy = new Proxy(running, log, settings);
      proxy.open();
      return proxy;
    } catch (Exception e) {
      log.close();
      throw e;
    }
  }

  private static CallLog log(Output output, OutputStream print, Clock clock) throws IOException {
    return switch (output) {
      case Output.Spool spool -> Spool.open(spool, clock);
      case Output.Print _ -> new PrintedLog(print);
    };
  }

  private void open() throws Exception {
    if (spendingFile != null) {
      running.spending().restore(spendingFile.read());
    }
    running.start();
    keeper.start();
  }

  private void keepSpending() {
    Map<String, ?> kept = Map.of();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(KEEP_SPENDING);
      } catch (InterruptedException _) {
        return;
      }
      if (!running.spending().all().equals(kept)) {
        kept = running.spending().all();
        keepSpendingNow();
      }
    }
  }

  /** The port a service really listens on, {@code admin} for the admin port. */
  public int port(String service) {
    return running.port(service);
  }

  /** Stops: no new calls, those under way may finish for the drain time, then everything is written out. */
  @Override
  public void close() throws IOException {
    closing.lock();
    try {
      if (!closed) {
        closed = true;
        keeper.interrupt();
        stop();
        keepSpendingNow();
        log.close();
      }
    } finally {
      closing.unlock();
    }
  }

  private void stop() throws IOException {
    try {
      long cut = running.stop(drain);
      if (cut > 0) {
        LOG.warn("{} calls had not ended after {} s and were cut", cut, drain.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IOException("stopping the proxy failed: " + e.getMessage(), e);
    }
  }

  private void keepSpendingNow() {
    if (spendingFile != null && !running.spending().all().isEmpty()) {
      spendingFile.write(running.spending().all());
    }
  }
}
