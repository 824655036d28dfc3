package dev.tokenly.proxy.relay;

import dev.tokenly.model.price.PriceBook;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.proxy.admin.AdminHandler;
import dev.tokenly.proxy.admin.Counters;
import dev.tokenly.proxy.guard.CallerKeys;
import dev.tokenly.proxy.guard.OverBudgetFile;
import dev.tokenly.proxy.guard.Spending;
import dev.tokenly.proxy.meter.Conversations;
import dev.tokenly.proxy.settings.Budget;
import dev.tokenly.proxy.settings.CallerKey;
import dev.tokenly.proxy.settings.ListenerSettings;
import dev.tokenly.proxy.settings.Output;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.spool.CallLog;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** The proxy's parts, made in the order of their needs and stopped in the reverse. */
public final class RunningProxy {
  private static final long MAX_IDLE_BUFFERS = 8 << 20;

  private final ProxySettings settings;
  private final Surroundings surroundings;
  private final Counters counters = new Counters();
  private final Spending spending;
  private final List<Upstream> upstreams = new ArrayList<>();
  private final Map<String, ServerConnector> ports = new LinkedHashMap<>();
  private final Front front;
  private final Shared shared;
  private @Nullable ProxyHandler handler;

  /** What the proxy takes from outside itself: records' place, the clock, the environment, name lookup. */
  public record Surroundings(CallLog log, Clock clock, Map<String, String> environment, Names names) {}

  /** Makes the parts; throws {@link IllegalArgumentException} when a key named in the settings is not in the environment. */
  public RunningProxy(ProxySettings settings, Surroundings surroundings) throws Exception {
    this.settings = settings;
    this.surroundings = surroundings;
    Map<String, Budget> budgets = budgets(settings);
    this.spending = new Spending(budgets, prices(budgets), surroundings.clock());
    QueuedThreadPool threads = new QueuedThreadPool(24 + settings.listeners().size() * 2);
    threads.setName("proxy");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Scheduler scheduler = new ScheduledExecutorScheduler("proxy-timer", true);
    ArrayByteBufferPool buffers =
        new ArrayByteBufferPool(0, 1024, 65_536, Integer.MAX_VALUE, MAX_IDLE_BUFFERS, MAX_IDLE_BUFFERS);
    this.front = new Front(threads, scheduler, buffers, settings.limits());
    this.shared = new Shared(threads, scheduler, buffers, surroundings.names(), settings.operation().caFile());
  }

  /** The shipped prices take megabytes, and only budgets ask for them. */
  private static Pricer prices(Map<String, Budget> budgets) {
    return budgets.isEmpty() ? _ -> Pricing.UNKNOWN : PriceBook.shipped();
  }

  private static Map<String, Budget> budgets(ProxySettings settings) {
    Map<String, Budget> budgets = new HashMap<>();
    for (ListenerSettings listener : settings.listeners()) {
      if (listener.rules().budget() != null) {
        budgets.put(listener.labels().service(), listener.rules().budget());
      }
    }
    for (CallerKey key : settings.keys()) {
      if (key.budget() != null) {
        budgets.put(Spending.ofUser(key.user()), key.budget());
      }
    }
    return budgets;
  }

  /** Opens the ports. */
  public void start() throws Exception {
    shared.scheduler().start();
    Map<String, Service> services = new HashMap<>();
    int number = 0;
    for (ListenerSettings listener : settings.listeners()) {
      String name = "listener-" + number++;
      services.put(name, service(listener));
      ports.put(listener.labels().service(), front.listen(name, listener.place()));
    }
    Integer adminPort = settings.operation().adminPort();
    if (adminPort != null) {
      ports.put(AdminHandler.CONNECTOR, front.listenAdmin(adminPort));
    }
    Gate gate = new Gate(new CallerKeys(settings.keys()));
    handler = new ProxyHandler(services, gate, room());
    front.handler(new Handler.Sequence(handler, new AdminHandler(counters, surroundings.log())));
    front.start();
  }

  private Service service(ListenerSettings listener) throws Exception {
    Upstream upstream = Upstream.open(listener.target(), settings.limits(), shared);
    upstreams.add(upstream);
    return new Service(listener, upstream, upstreamKey(listener));
  }

  private @Nullable String upstreamKey(ListenerSettings listener) {
    String variable = listener.access().upstreamKey();
    if (variable == null) {
      return null;
    }
    String key = surroundings.environment().get(variable);
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException(
          "listener " + listener.labels().service() + " takes its upstream's key from the environment variable "
              + variable + ", which is not set");
    }
    return key.strip();
  }

  private Room room() {
    ProxySettings.Operation operation = settings.operation();
    OverBudgetFile elsewhere =
        operation.overBudgetFile() == null
            ? null
            : new OverBudgetFile(operation.overBudgetFile(), surroundings.clock());
    Room.Means means =
        new Room.Means(
            new Bodies(settings.limits()),
            new Departure.Policy(operation.drainAborted(), shared.scheduler()),
            new CallIds(new SecureRandom()),
            new Allowance(spending, elsewhere));
    boolean failClosed = settings.output() instanceof Output.Spool spool && spool.failClosed();
    return new Room(surroundings.log(), failClosed, counters, new Conversations(), means);
  }

  /** The port a service, or {@code admin}, really listens on. */
  public int port(String name) {
    ServerConnector connector = ports.get(name);
    if (connector == null) {
      throw new IllegalArgumentException("no listener for " + name);
    }
    return connector.getLocalPort();
  }

  public Spending spending() {
    return spending;
  }

  /** Takes no new calls, waits for those under way up to {@code patience}, then ends. Answers how many were cut. */
  public long stop(Duration patience) throws Exception {
    front.refuseNew();
    if (handler != null) {
      handler.refuseNew();
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (counters.underWay() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    long cut = counters.underWay();
    front.stop();
    for (Upstream upstream : upstreams) {
      upstream.stop();
    }
    shared.scheduler().stop();
    return cut;
  }
}
