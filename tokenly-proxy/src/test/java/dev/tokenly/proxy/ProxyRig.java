package dev.tokenly.proxy;

import dev.tokenly.model.json.Fields;
import dev.tokenly.proxy.settings.Limits;
import dev.tokenly.proxy.settings.ListenerSettings;
import dev.tokenly.proxy.settings.Output;
import dev.tokenly.proxy.settings.Provider;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.settings.Target;
import dev.tokenly.proxy.upstream.FakeUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A real proxy in front of a fake upstream, its records printed into memory. */
final class ProxyRig implements AutoCloseable {
  static final String SERVICE = "app";

  final FakeUpstream upstream;
  final Proxy proxy;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  ProxyRig(FakeUpstream.Script script) throws Exception {
    this(script, settings -> settings);
  }

  ProxyRig(FakeUpstream.Script script, UnaryOperator<ProxySettings> change) throws Exception {
    this.upstream = new FakeUpstream(script);
    this.proxy = Proxy.start(change.apply(settings(upstream)), printed, Map.of("UPSTREAM_KEY", "sk-upstream"));
  }

  /** One open listener on a free port. */
  static ProxySettings settings(FakeUpstream upstream) {
    ListenerSettings listener =
        new ListenerSettings(
            new ListenerSettings.Place("127.0.0.1", 0),
            Target.of(upstream.uri(), Provider.AUTO, false),
            ListenerSettings.Access.OPEN,
            new ListenerSettings.Labels(SERVICE, null, List.of()),
            ListenerSettings.Rules.PLAIN);
    Limits limits =
        new Limits(
            Limits.DEFAULT.sizes(),
            new Limits.Times(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(2),
                Duration.ofSeconds(20), Duration.ofSeconds(5)));
    return new ProxySettings(List.of(listener), List.of(), limits, new Output.Print(), ProxySettings.Operation.DEFAULT);
  }

  /** The same settings with another first listener. */
  static ProxySettings with(ProxySettings settings, UnaryOperator<ListenerSettings> change) {
    return new ProxySettings(
        List.of(change.apply(settings.listeners().getFirst())),
        settings.keys(),
        settings.limits(),
        settings.output(),
        settings.operation());
  }

  static ProxySettings withLimits(ProxySettings settings, Limits limits) {
    return new ProxySettings(settings.listeners(), settings.keys(), limits, settings.output(), settings.operation());
  }

  /** The same settings, where a call's head, its body and an upstream's next byte may take so long. */
  static ProxySettings withTimes(ProxySettings settings, Duration head, Duration body, Duration idle) {
    Limits.Times times = new Limits.Times(head, body, Duration.ofSeconds(2), idle, Duration.ofSeconds(1));
    return withLimits(settings, new Limits(settings.limits().sizes(), times));
  }

  static ProxySettings withOperation(ProxySettings settings, ProxySettings.Operation operation) {
    return new ProxySettings(settings.listeners(), settings.keys(), settings.limits(), settings.output(), operation);
  }

  int port() {
    return proxy.port(SERVICE);
  }

  /** Waits until so many records have been made and answers them, oldest first. */
  List<Fields> records(int count) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (lines().size() < count && System.nanoTime() < deadline) {
      Thread.sleep(2);
    }
    List<Fields> records = lines().stream().map(line -> Fields.parse(line.getBytes(StandardCharsets.UTF_8))).toList();
    if (records.size() != count) {
      throw new AssertionError(count + " records expected, there are " + records.size() + ": " + records);
    }
    return records;
  }

  Fields record() throws InterruptedException {
    return records(1).getFirst();
  }

  List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    upstream.close();
  }
}
