package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ComplaintException;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.local.EndOfProgram;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.server.Server;
import dev.tokenly.server.settings.FirstPassword;
import dev.tokenly.server.settings.Settings;
import dev.tokenly.server.settings.SettingsException;
import dev.tokenly.store.StoreRefusedException;
import dev.tokenly.store.usage.StorageUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code tokenly server}: runs the server until a signal ends it. */
final class ServerCommand implements Command {
  private final Option<String> file =
      Option.text("--config", "FILE", "Settings (TOML)").completing(Option.Live.FILES);
  private final Option<String> data =
      Option.text("--data-dir", "DIR", "Folder of the ledger, the journal and the secrets")
          .completing(Option.Live.FILES);
  private final Option<String> host = Option.text("--host", "ADDRESS", "Address to listen on (default 127.0.0.1)");
  private final Option<String> port = Option.text("--port", "PORT", "Port to listen on (default 7071; 0: a free one)");
  private final Option<List<String>> set = Option.each("--set", "NAME=VALUE", "Any setting, e.g. log.level=debug");
  private final Option<Boolean> print = Option.flag("--print-config", "Show every setting and who set it, then end");
  private final Option<Boolean> check = Option.flag("--check", "Only say whether the settings are good");
  private final Option<Boolean> untilStdinEnds =
      Option.flag("--until-stdin-ends", "End when standard input does: for programs that start a server");

  @Override
  public Manual manual() {
    return Manual.of(
        "server",
        "Run the server: the ledger, the API, the place agents report to",
        "Listens on loopback unless told otherwise; beyond it TLS is needed (tls.certificate and tls.key). The first start"
            + " makes the account admin, prints its password once and leaves it in a file of mode 0600. SIGTERM and"
            + " Ctrl-C end it cleanly.",
        "tokenly server --data-dir /var/lib/tokenly",
        "With its data there",
        "tokenly server --config /etc/tokenly/server.toml --check",
        "Are the settings good?",
        "tokenly server --print-config",
        "Every setting there is");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(file, data, host, port, set, print, check, untilStdinEnds);
  }

  @Override
  public ExitCode run(Context context) {
    Map<String, String> options = settings();
    @Nullable Path config = file.find() == null ? null : Path.of(file.get());
    try {
      if (print.or(false)) {
        context.terminal().print(Settings.print(config, context.terminal().env(), options));
        return ExitCode.OK;
      }
      Settings settings = Settings.of(config, context.terminal().env(), options);
      if (!check.or(false)) {
        serve(context, settings);
      }
      return ExitCode.OK;
    } catch (SettingsException e) {
      throw Complaint.usage(String.valueOf(e.getMessage()), "tokenly server --print-config").raised(e);
    } catch (StoreRefusedException | StorageUnavailableException e) {
      throw notStarted(e);
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  private static ComplaintException notStarted(Exception e) {
    String what = "the server cannot start: " + e.getMessage();
    return Complaint.local(ExitCode.FAILED, "E-START", what, null, nextStep(e)).raised(e);
  }

  private static String nextStep(Exception e) {
    if (e.getCause() instanceof BindException) {
      return "--port N takes another port, --port 0 any free one; ss -ltnp shows who has this one";
    }
    return e instanceof StoreRefusedException
        ? "--data-dir DIR names another folder; tokenly status asks the server that runs"
        : "tokenly server --check reads the settings only; --print-config shows where each comes from";
  }

  private Map<String, String> settings() {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "server.data_dir", data.find());
    put(options, "server.host", host.find());
    put(options, "server.port", port.find());
    for (String pair : set.or(List.of())) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw Complaint.usage("--set cannot be " + pair, "--set log.level=debug").raised();
      }
      options.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return options;
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  private void serve(Context context, Settings settings) throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    try (EndOfProgram end = EndOfProgram.askedBySignal()) {
      Server server = end.closing(Server.start(settings));
      server.firstPassword().ifPresent(password -> tellPassword(context, settings, password));
      context.say("Tokenly listens on " + server.url() + '.');
      server.fingerprint().ifPresent(print -> context.say("Its certificate is " + print + '.'));
      if (untilStdinEnds.or(false)) {
        Thread.ofPlatform().daemon().start(() -> awaitEnd(context, over));
      } else {
        server.rehearse();
      }
      over.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEnd(Context context, CountDownLatch over) {
    try {
      context.terminal().in().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // Whoever started us is gone, which is what we wait for.
    }
    over.countDown();
  }

  private static void tellPassword(Context context, Settings settings, String password) {
    Path folder = settings.data().folder();
    String kept = folder == null ? "" : " (kept in " + FirstPassword.file(folder) + " until it is changed)";
    boolean shown = context.terminal().tty().err() || folder == null;
    context.say("The account admin was made; its password must be changed at the first login"
        + (shown ? ": " + password : "") + kept);
  }
}
