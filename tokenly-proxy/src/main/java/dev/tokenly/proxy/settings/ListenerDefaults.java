package dev.tokenly.proxy.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What listeners get that do not say it themselves: the options {@code --upstream}, {@code --bind} and their like. */
public record ListenerDefaults(
    @Nullable URI upstream, Provider provider, String bind, boolean needsKey, boolean allowOpen) {
  public static final ListenerDefaults NONE = new ListenerDefaults(null, Provider.AUTO, "127.0.0.1", false, false);
}
