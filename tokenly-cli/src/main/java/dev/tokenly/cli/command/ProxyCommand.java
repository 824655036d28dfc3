package dev.tokenly.cli.command;

import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.local.AgentHere;
import dev.tokenly.cli.local.EndOfProgram;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.proxy.Proxy;
import dev.tokenly.proxy.guard.CallerKeys;
import dev.tokenly.proxy.settings.ListenerSettings;
import dev.tokenly.proxy.settings.Output;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.settings.SettingsFile;
import dev.tokenly.proxy.settings.SettingsText;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code tokenly proxy}: meters services that leave no log, each at a port of its own. */
final class ProxyCommand implements Command {
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty"); // kept, or its level is forgotten

  private final Option<List<String>> listen =
      Option.list("--listen", "PORT=SERVICE", "A port, and the service that is counted there; more than once");
  private final Option<String> upstream = Option.text("--upstream", "URL", "Where the calls of --listen go");
  private final Option<String> provider =
      Option.text("--provider", "NAME", "auto, openai, anthropic, gemini, ollama or local");
  private final Option<String> bind = Option.text("--bind", "ADDRESS", "Listen elsewhere than on 127.0.0.1");
  private final Option<String> auth = Option.text("--auth", "none|key", "Whether callers need a key of the file's");
  private final Option<Boolean> allowOpen =
      Option.flag("--allow-open", "Let everybody in who reaches a port that is not this machine's alone");
  private final Option<String> upstreamKey =
      Option.text("--upstream-key", "VARIABLE", "Environment variable with the key put in the place of the caller's");
  private final Option<String> config =
      Option.text("--config", "FILE", "Settings in TOML, YAML or JSON; options win over it");
  private final Option<Boolean> check = Option.flag("--check", "Check the settings, show what they mean, and end");
  private final Option<Boolean> print =
      Option.flag("--print", "Print each record instead of spooling it for the agent");
  private final Option<String> drain = Option.text("--drain", "TIME", "How long a stop waits for streams (60s)");
  private final Option<String> dataDir =
      Option.text("--data-dir", "DIR", "The agent's data folder, which has the spool");
  private final Option<String> adminPort = Option.text("--admin-port", "PORT", "Health and metrics on 127.0.0.1:PORT");
  private final Option<String> newKey = Option.text("--new-key", "USER", "Make a key for a caller and end");

  @Override
  public Manual manual() {
    return Manual.of(
        "proxy",
        "Count services that leave no log: a port each in front of their model server",
        "Point a service's base URL at its port and its tokens are counted under its name. Replies pass byte for byte; the"
            + " agent on this machine ships the records. docs/proxy.md has a recipe for each well-known service.",
        "tokenly proxy --listen 8081=open-webui --upstream http://127.0.0.1:8080",
        "Open WebUI calls http://127.0.0.1:8081/v1, a llama-server answers",
        "tokenly proxy --config proxy.toml --check",
        "What a file means, before it is used",
        "tokenly proxy --listen 8081=test --provider openai --print",
        "Try it out: records on the terminal, nothing kept");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(
        List.of(listen, upstream, provider, bind, auth, allowOpen, upstreamKey),
        config, check, print, drain, dataDir, adminPort, newKey);
  }

  @Override
  public ExitCode run(Context context) {
    if (newKey.find() != null) {
      return makeKey(context, newKey.get());
    }
    AgentFolders agent = agent(context);
    ProxySettings settings = settings(agent);
    if (check.or(false)) {
      context.terminal().print(SettingsText.of(settings));
      return ExitCode.OK;
    }
    return serve(context, settings, agent);
  }

  private static ExitCode makeKey(Context context, String user) {
    String key = CallerKeys.create(new SecureRandom());
    context.terminal().line("key for the caller, shown once: " + key);
    context.terminal().line("for proxy.toml:");
    context.terminal().line("  [[key]]");
    context.terminal().line("  user = \"" + user.replace("\"", "") + "\"");
    context.terminal().line("  sha256 = \"" + CallerKeys.sha256(key) + "\"");
    return ExitCode.OK;
  }

  /** The agent that ships the records. */
  private AgentFolders agent(Context context) {
    String folder = dataDir.find();
    boolean root = "root".equals(System.getProperty("user.name"));
    return folder == null
        ? AgentHere.folders(Machine.current(), root, context.session().settings().folders().data())
        : AgentFolders.in(Path.of(folder));
  }

  private ProxySettings settings(AgentFolders agent) {
    String file = config.find();
    try {
      return SettingsFile.read(file == null ? null : Path.of(file), given(), agent.spool(), print.or(false));
    } catch (IllegalArgumentException e) {
      throw Complaint.usage(String.valueOf(e.getMessage()), "tokenly proxy --help").raised(e);
    }
  }

  private Map<String, Object> given() {
    Map<String, Object> root = new LinkedHashMap<>();
    List<Object> listeners = new ArrayList<>();
    List<String> places = listen.find();
    for (String place : places == null ? List.<String>of() : places) {
      listeners.add(listener(place));
    }
    root.put("listener", listeners);
    put(root, "drain", drain.find());
    String port = adminPort.find();
    put(root, "admin_port", port == null ? null : number(port, "--admin-port"));
    return root;
  }

  private Map<String, Object> listener(String place) {
    int equals = place.indexOf('=');
    if (equals < 1) {
      throw Complaint.usage("--listen takes PORT=SERVICE, not \"" + place + '"', "--listen 8081=open-webui").raised();
    }
    Map<String, Object> listener = new LinkedHashMap<>();
    listener.put("port", number(place.substring(0, equals), "--listen"));
    listener.put("service", place.substring(equals + 1));
    put(listener, "upstream", upstream.find());
    put(listener, "provider", provider.find());
    put(listener, "bind", bind.find());
    put(listener, "auth", auth.find());
    put(listener, "upstream_key", upstreamKey.find());
    put(listener, "allow_open", allowOpen.or(false) ? Boolean.TRUE : null);
    return listener;
  }

  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static Long number(String text, String option) {
    if (!text.matches("[0-9]{1,5}")) {
      throw Complaint.usage(option + " takes a port, not \"" + text + '"', "a number up to 65535").raised();
    }
    return Long.valueOf(text);
  }

  private ExitCode serve(Context context, ProxySettings settings, AgentFolders agent) {
    JETTY.setLevel(Level.WARNING);
    try (EndOfProgram end = EndOfProgram.askedBySignal()) {
      Proxy proxy = end.closing(Proxy.start(settings, context.terminal().out()));
      for (ListenerSettings listener : settings.listeners()) {
        String service = listener.labels().service();
        context.say(service + " is counted at http://" + listener.place().bind() + ":" + proxy.port(service)
            + " and answered by " + listener.target().base());
      }
      sayWhereRecordsGo(context, settings.output(), agent);
      context.say("Ctrl-C ends once calls under way have finished, a second one at once");
      new CountDownLatch(1).await();
      return ExitCode.OK;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (IllegalArgumentException e) {
      throw Complaint.usage(String.valueOf(e.getMessage()), "tokenly proxy --check").raised(e);
    } catch (Exception e) {
      throw Complaint.local(
          ExitCode.FAILED, "E-PROXY", "the proxy cannot start: " + e.getMessage(), null,
          "another --listen port, or --data-dir")
          .raised(e);
    }
  }

  private static void sayWhereRecordsGo(Context context, Output output, AgentFolders agent) {
    if (output instanceof Output.Spool spool) {
      boolean read = AgentHere.runs(agent.lock()) && spool.folder().equals(agent.spool());
      context.say(
          read
              ? "this machine's agent ships the records"
              : "records wait in " + spool.folder()
                  + ": no agent runs here to ship them (tokenly up, or tokenly agent)");
    }
  }
}
