package dev.tokenly.cli.command;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.ClientsApi;
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
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Names that only the server knows, for completion: asked with a short wait and kept for a minute, so that a TAB is quick
 * and a server that is away costs nothing but its names.
 */
public final class LiveValues {
  private static final long FRESH_MILLIS = 60_000;
  private static final int MOST = 500;
  private final Context context;

  public LiveValues(Context context) {
    this.context = context;
  }

  /** The names of that kind; none when they cannot be had in time. */
  public List<String> of(Option.Live kind) {
    return switch (kind) {
      case NONE, FILES -> List.of();
      case PROFILES -> context.session().settings().folders().profiles();
      default -> kept(kind);
    };
  }

  private List<String> kept(Option.Live kind) {
    String name = "names-" + context.session().profileName() + '-' + kind.name().toLowerCase(Locale.ROOT);
    Path file = context.session().settings().folders().cache().resolve(name);
    try {
      boolean fresh =
          Files.exists(file)
              && context.clock().millis() - Files.getLastModifiedTime(file).toMillis() < FRESH_MILLIS;
      return fresh ? Files.readAllLines(file) : asked(kind, file);
    } catch (IOException | ApiException | ComplaintException | IllegalArgumentException _) {
      return List.of();
    }
  }

  private List<String> asked(Option.Live kind, Path file) throws IOException {
    List<String> names = ask(kind).filter(LiveValues::isPlain).limit(MOST).toList();
    Files.createDirectories(context.session().settings().folders().cache());
    Path next = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    Files.write(next, names);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    return names;
  }

  /** A name that a shell can take as one harmless word. */
  private static boolean isPlain(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"'`$\\;|&<>(){}".indexOf(c) < 0);
  }

  private Stream<String> ask(Option.Live kind) {
    ServerApi api = context.api();
    return switch (kind) {
      case HOSTS ->
          texts(api.clients().list(ClientsApi.Selection.ALL, new Page(MOST, 0)).fields(), "clients", "hostname");
      case USERS -> texts(api.users().list(new Page(MOST, 0)).fields(), "users", "username");
      case BUDGETS -> texts(api.money().budgets().fields(), "budgets", "name");
      case CONFIG_KEYS -> texts(api.admin().configs(null).fields(), "configs", "key");
      case MODELS -> ranked(api, "model");
      case SERVICES -> ranked(api, "service");
      case APPLICATIONS -> ranked(api, "application");
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
