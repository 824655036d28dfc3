package dev.tokenly.cli.command;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.ClientsApi;
import dev.tokenly.api.Failure;
import dev.tokenly.api.Page;
import dev.tokenly.api.ServerApi;
import dev.tokenly.api.UsageScope;
import dev.tokenly.cli.complaint.ComplaintException;
import dev.tokenly.cli.option.Option;
import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Names that only the server knows, for completion: kept for a minute, then asked for with a short wait. When the answer is
 * not there in time the names of the last one do, and somebody who is told goes on waiting.
 */
public final class LiveValues {
  private static final long FRESH_MILLIS = 60_000;
  /** How long somebody who goes on waiting does so at most. */
  private static final long ASKING_MILLIS = 10_000;
  private static final int MOST = 500;
  private final Context context;
  private final Duration patience;
  private final Consumer<Option.Live> whenLate;

  /** {@code whenLate} hears of names that did not come within {@code patience}. */
  public LiveValues(Context context, Duration patience, Consumer<Option.Live> whenLate) {
    this.context = context;
    this.patience = patience;
    this.whenLate = whenLate;
  }

  /** The names of that kind, older ones where the server is late or away; none when there never were any. */
  public List<String> of(Option.Live kind) {
    return switch (kind) {
      case NONE, FILES -> List.of();
      case PROFILES -> context.session().settings().folders().profiles();
      default -> kept(kind);
    };
  }

  private List<String> kept(Option.Live kind) {
    Path file = file(kind);
    return isYounger(file, FRESH_MILLIS) ? known(file) : asked(kind, file);
  }

  /** One file for each server and kind. */
  private Path file(Option.Live kind) {
    String server = context.session().settings().value("server");
    String place =
        context.session().profileName() + (server == null ? "" : "-" + Integer.toHexString(server.hashCode()));
    String name = "names-" + place + '-' + kind.name().toLowerCase(Locale.ROOT);
    return context.session().settings().folders().cache().resolve(name);
  }

  private boolean isYounger(Path file, long millis) {
    long written = file.toFile().lastModified();
    return written > 0 && context.clock().millis() - written < millis;
  }

  private static List<String> known(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }

  private List<String> asked(Option.Live kind, Path file) {
    // A thread still waiting for a socket would hold up the end of the process for 300 ms, so it gives up as well.
    FutureTask<List<String>> question =
        new FutureTask<>(() -> fetched(context.session().within(patience), kind, file));
    Thread.ofPlatform().daemon().name("names").start(question);
    Fields.prepare();
    try {
      return question.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      tellLate(kind, file);
    } catch (ExecutionException e) {
      // No answer is no complaint: whoever presses TAB wants names, and the last ones are better than none.
      if (e.getCause() instanceof ApiException failed && failed.failure() instanceof Failure.TimedOut) {
        tellLate(kind, file);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return known(file);
  }

  /** One at a time goes on waiting, however often TAB is pressed meanwhile. */
  private void tellLate(Option.Live kind, Path file) {
    Path asked = file.resolveSibling(file.getFileName() + ".asked");
    if (!isYounger(asked, ASKING_MILLIS)) {
      keep(asked, List.of());
      whenLate.accept(kind);
    }
  }

  /** Asks for the names however long it takes and keeps them. */
  public void refresh(Option.Live kind) {
    try {
      fetched(context.api(), kind, file(kind));
    } catch (ApiException | ComplaintException _) {
      // The names that are there stay.
    }
  }

  private static List<String> fetched(ServerApi api, Option.Live kind, Path file) {
    List<String> names = ask(api, kind).filter(LiveValues::isPlain).limit(MOST).toList();
    keep(file, names);
    return names;
  }

  private static void keep(Path file, List<String> names) {
    try {
      Path cache = Files.createDirectories(file.toAbsolutePath().getParent());
      Path next = Files.createTempFile(cache, file.getFileName().toString(), ".next");
      Files.write(next, names);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException _) {
      // Without a place to keep them they are asked for again.
    }
  }

  /** A name that a shell can take as one harmless word. */
  private static boolean isPlain(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"'`$\\;|&<>(){}".indexOf(c) < 0);
  }

  private static Stream<String> ask(ServerApi api, Option.Live kind) {
    return switch (kind) {
      case HOSTS ->
          texts(api.clients().list(ClientsApi.Selection.ALL, new Page(MOST, 0)).fields(), "clients", "hostname");
      case USERS -> texts(api.users().list(new Page(MOST, 0)).fields(), "users", "username");
      case BUDGETS -> texts(api.money().budgets().fields(), "budgets", "name");
      case CONFIG_KEYS -> texts(api.admin().configs(null).fields(), "configs", "key");
      case MODELS -> ranked(api, "model");
      case SERVICES -> ranked(api, "service");
      case APPLICATIONS -> ranked(api, "application");
      case PROJECTS -> ranked(api, "project");
      case NONE, FILES, PROFILES -> Stream.empty();
    };
  }

  private static Stream<String> ranked(ServerApi api, String dimension) {
    Fields top = api.analytics().top(UsageScope.ALL, dimension, "request_count", 100).fields();
    return texts(top, "rankings", "name");
  }

  private static Stream<String> texts(Fields answer, String list, String field) {
    return answer.objects(list).stream().map(row -> row.optionalText(field)).map(name -> name == null ? "" : name);
  }
}
