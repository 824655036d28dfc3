package dev.tokenly.proxy.settings;

import dev.tokenly.model.Display;

/** Settings as {@code --check} shows them: what each listener does, one line each, and where records go. No key is shown. */
public final class SettingsText {
  private SettingsText() {}

  /** The lines, each with its newline. */
  public static String of(ProxySettings settings) {
    StringBuilder text = new StringBuilder();
    for (ListenerSettings listener : settings.listeners()) {
      listener(text, listener);
    }
    switch (settings.output()) {
      case Output.Print _ -> text.append("records  standard output\n");
      case Output.Spool spool ->
          text.append("records  ").append(Display.clean(spool.folder().toString()))
              .append(", at most ").append(spool.maxBytes() >> 20).append(" MB, ")
              .append(
                  spool.failClosed() ? "calls that cannot be recorded are refused" : "calls are served even unrecorded")
              .append('\n');
    }
    text.append("limits   bodies ").append(settings.limits().sizes().body() >> 20).append(" MB in ")
        .append(Durations.text(settings.limits().times().body())).append(", headers ")
        .append(settings.limits().sizes().header() >> 10).append(" KB in ")
        .append(Durations.text(settings.limits().times().head())).append(", connect ")
        .append(Durations.text(settings.limits().times().connect())).append(", idle ")
        .append(Durations.text(settings.limits().times().idle())).append(", drain ")
        .append(Durations.text(settings.limits().times().drain())).append('\n');
    text.append("client hangs up  ").append(settings.operation().drainAborted() ? "drain" : "cancel").append('\n');
    if (settings.operation().adminPort() != null) {
      text.append("admin    http://127.0.0.1:").append(settings.operation().adminPort()).append("/__tokenly/health\n");
    }
    return text.toString();
  }

  private static void listener(StringBuilder text, ListenerSettings listener) {
    text.append(listener.place().bind()).append(':').append(listener.place().port())
        .append("  ").append(Display.clean(listener.labels().service()))
        .append("  ->  ").append(Display.clean(listener.target().base().toString()))
        .append("  provider ").append(listener.target().provider())
        .append(", auth ").append(listener.access().needsKey() ? "key" : "none");
    if (listener.access().upstreamKey() != null) {
      text.append(", upstream key from $").append(Display.clean(listener.access().upstreamKey()));
    }
    if (listener.rules().budget() != null) {
      text.append(", budget a ").append(listener.rules().budget().period());
    }
    if (!listener.rules().filters().changeNothing()) {
      text.append(", filters on");
    }
    text.append('\n');
  }
}
