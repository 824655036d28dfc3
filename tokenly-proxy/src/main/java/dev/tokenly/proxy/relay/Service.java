package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.guard.HostRule;
import dev.tokenly.proxy.meter.Endpoint;
import dev.tokenly.proxy.settings.IncludeUsage;
import dev.tokenly.proxy.settings.ListenerSettings;
import dev.tokenly.proxy.settings.Provider;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A listener at work: its settings, its upstream, and what it has learned of it. Thread-safe. */
final class Service {
  private static final Map<String, String> KNOWN_HOSTS =
      Map.of(
          "api.deepseek.com", "deepseek",
          "api.groq.com", "groq",
          "openrouter.ai", "openrouter",
          "api.mistral.ai", "mistral",
          "api.x.ai", "xai",
          "api.together.xyz", "together",
          "api.fireworks.ai", "fireworks",
          "api.cerebras.ai", "cerebras",
          "api.perplexity.ai", "perplexity");

  private final ListenerSettings settings;
  private final Upstream upstream;
  private final Credentials credentials;
  private final HostRule hosts;
  private final boolean local;
  private volatile boolean refusesAsking;

  Service(ListenerSettings settings, Upstream upstream, @Nullable String upstreamKey) {
    this.settings = settings;
    this.upstream = upstream;
    this.credentials = new Credentials(settings.target().provider(), upstreamKey, settings.access().needsKey());
    this.local = settings.target().isLocal();
    this.hosts = new HostRule(settings.access().hosts());
  }

  ListenerSettings settings() {
    return settings;
  }

  Upstream upstream() {
    return upstream;
  }

  Credentials credentials() {
    return credentials;
  }

  HostRule hosts() {
    return hosts;
  }

  String name() {
    return settings.labels().service();
  }

  /** Whether streams of an endpoint are asked for their usage. */
  boolean asksForUsage(Endpoint endpoint) {
    IncludeUsage include = settings.rules().includeUsage();
    return endpoint.mustAskForUsage()
        && include != IncludeUsage.NEVER
        && !(include == IncludeUsage.AUTO && refusesAsking);
  }

  /** The upstream does not know {@code stream_options}: it is not asked any more. */
  void refusedAsking() {
    refusesAsking = true;
  }

  boolean mayAskWithout() {
    return settings.rules().includeUsage() == IncludeUsage.AUTO;
  }

  /** Who is recorded as having answered: the provider, or {@code local} where nobody sends a bill. */
  String provider(@Nullable Endpoint endpoint) {
    Provider provider = settings.target().provider();
    boolean openAi = endpoint == null || endpoint.service().equals("openai");
    if (provider == Provider.LOCAL || (provider == Provider.AUTO && openAi && local)) {
      return provider == Provider.AUTO && endpoint == null ? "openai" : "local";
    }
    if (openAi && provider != Provider.ANTHROPIC && provider != Provider.GEMINI) {
      String host = settings.target().base().getHost().toLowerCase(Locale.ROOT);
      return KNOWN_HOSTS.getOrDefault(host, provider == Provider.OLLAMA ? "ollama" : "openai");
    }
    return endpoint == null ? byProvider(provider) : endpoint.service();
  }

  private static String byProvider(Provider provider) {
    return switch (provider) {
      case ANTHROPIC -> "anthropic";
      case GEMINI -> "google";
      case OLLAMA -> "ollama";
      case AUTO, OPENAI, LOCAL -> "openai";
    };
  }
}
