package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ApiException;
import dev.tokenly.api.ClientsApi;
import dev.tokenly.api.Failure;
import dev.tokenly.api.Page;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code tokenly approve}, {@code clients approve|reject|suspend}: changes the state of machines, each on its own. */
final class ClientsChangeCommand implements Command {
  private final Change change;
  private final String path;
  private final OutputOptions output = new OutputOptions();
  private final Questions questions = new Questions();
  private final Option<List<String>> hosts =
      Option.operands("HOST", "Hostnames or ids").completing(Option.Live.HOSTS);
  private final Option<Boolean> allPending = Option.flag("--all-pending", "All machines that wait for an approval");
  private final Option<String> notes = Option.text("--notes", "TEXT", "A note that is kept with the change");
  private final Option<String> wait =
      Option.text("--wait", "SECONDS", "Wait as long for a machine that has not asked yet");
  private final Option<String> fingerprint =
      Option.text("--fingerprint", "SHA256", "Refuse unless the machine's key has this fingerprint");

  ClientsChangeCommand(Change change, String path) {
    this.change = change;
    this.path = path;
  }

  /** What is done to a machine. */
  enum Change {
    APPROVE("Approve", "Approved", "Let machines deliver usage"),
    REJECT("Reject", "Rejected", "Refuse machines for good, until they are approved after all"),
    SUSPEND("Suspend", "Suspended", "Stop machines from delivering for now");

    private final String imperative;
    private final String done;
    private final String summary;

    Change(String imperative, String done, String summary) {
      this.imperative = imperative;
      this.done = done;
      this.summary = summary;
    }
  }

  @Override
  public Manual manual() {
    return Manual.of(
        path,
        change.summary,
        "Shows the fingerprint of each machine's key and asks before it changes anything. Compare it with what the agent"
            + " printed when it started there.",
        "tokenly " + path + " web-01",
        "One machine, after a look at its fingerprint",
        "tokenly " + path + " web-01 web-02 --yes --notes 'rack 7'",
        "Two machines without a question",
        "tokenly " + path + " --all-pending --dry-run",
        "What would happen to all that wait");
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> options = Options.of(output.all(), questions.all(), hosts, allPending, notes, fingerprint);
    if (change == Change.APPROVE) {
      options.add(wait);
    }
    return options;
  }

  @Override
  public ExitCode run(Context context) {
    context.output(output).requireFields(Views.RESULTS);
    List<Fields> clients = chosen(context);
    List<Map<String, Object>> results = new ArrayList<>();
    for (Fields client : clients) {
      String host = client.text("hostname");
      String key = client.optionalText("key_fingerprint");
      checkFingerprint(context, host, key);
      String shownKey = key == null ? "no key: unauthenticated" : key;
      String plan = change.imperative + ' ' + Display.clean(host) + " (" + Display.clean(shownKey) + ')';
      if (questions.holdBack(context, plan)) {
        continue;
      }
      questions.confirm(context, plan);
      results.add(changed(context, host, shownKey, results.isEmpty()));
    }
    if (context.output(output).isTable()) {
      return outcome(results);
    }
    context.output(output).list(Views.RESULTS, results);
    return outcome(results);
  }

  private List<Fields> chosen(Context context) {
    List<Fields> clients = new ArrayList<>();
    if (allPending.or(false)) {
      ClientsApi.Selection pending = new ClientsApi.Selection(List.of("pending"), null, null, false);
      clients.addAll(context.api().clients().list(pending, new Page(Page.MAX, 0)).fields().objects("clients"));
      if (clients.isEmpty()) {
        context.say("Nobody waits for an approval.");
      }
    } else if (hosts.or(List.of()).isEmpty()) {
      throw Complaint.usage("name the machines", "tokenly " + path + " HOST…, or --all-pending").raised();
    }
    for (String host : hosts.or(List.of())) {
      clients.add(change == Change.APPROVE ? Newcomer.named(host, wait.find(), context) : shown(host, context));
    }
    return clients;
  }

  private static Fields shown(String host, Context context) {
    return context.api().clients().show(host).fields();
  }

  private void checkFingerprint(Context context, String host, @Nullable String key) {
    String expected = fingerprint.find();
    if (expected == null || plain(expected).equals(plain(String.valueOf(key)))) {
      return;
    }
    if (change == Change.APPROVE && !questions.isDryRun()) {
      leaveTrace(context, host, expected);
    }
    throw Complaint.local(
        ExitCode.FAILED,
        "E-ENROLL-MISMATCH",
        "the key of \"" + Display.clean(host) + "\" is not the one you expect"
            + "\n  expected  " + expected + "\n  it has    " + Display.clean(String.valueOf(key)),
        "This happens after a reinstall, or when another machine uses this name.",
        "compare with what the agent prints on that machine")
        .raised();
  }

  /** The server refuses as well, and its audit tells that somebody was about to let a wrong machine in. */
  private void leaveTrace(Context context, String host, String expected) {
    try {
      context.api().clients().approve(host, notes.find(), expected);
    } catch (ApiException refused) {
      if (!(refused.failure() instanceof Failure.Conflict)) {
        throw refused;
      }
    }
  }

  private static String plain(String fingerprint) {
    return fingerprint.replace("SHA256:", "").replace(" ", "").replace(":", "").toLowerCase(Locale.ROOT);
  }

  private Map<String, Object> changed(Context context, String host, String key, boolean isFirst) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("hostname", host);
    try {
      Answer answer = call(context).apply(host, notes.find());
      result.put("status", answer.fields().text("status"));
      context.say(change.done + ' ' + Display.clean(host) + " (" + Display.clean(key) + ")." + next(host));
    } catch (ApiException e) {
      if (isFirst && !isOfOneMachine(e.failure())) {
        throw e;
      }
      Complaint complaint = Complaints.about(e);
      result.put("status", "failed");
      result.put("error", complaint.what());
      context.say("error: " + Display.clean(host) + ": " + complaint.what());
    }
    return result;
  }

  /** Whether the next machine may fare better: a permission or a server that lacks is the same for all of them. */
  private static boolean isOfOneMachine(Failure failure) {
    return failure instanceof Failure.NotFound || failure instanceof Failure.Conflict
        || failure instanceof Failure.Invalid;
  }

  private String next(String host) {
    return change == Change.APPROVE
        ? " It starts to deliver at its next heartbeat. Watch: tokenly tail --client " + Display.clean(host)
        : "";
  }

  private BiFunction<String, @Nullable String, Answer> call(Context context) {
    ClientsApi clients = context.api().clients();
    return switch (change) {
      case APPROVE -> {
        String expected = fingerprint.find();
        yield expected == null ? clients::approve : (host, note) -> clients.approve(host, note, expected);
      }
      case REJECT -> clients::reject;
      case SUSPEND -> clients::suspend;
    };
  }

  private static ExitCode outcome(List<Map<String, Object>> results) {
    long failed = results.stream().filter(result -> "failed".equals(result.get("status"))).count();
    return failed == 0 ? ExitCode.OK : failed == results.size() ? ExitCode.FAILED : ExitCode.PARTLY;
  }
}
