package dev.tokenly.cli.command;

import dev.tokenly.api.AnalyticsApi.RecordShape;
import dev.tokenly.api.UsageScope;
import dev.tokenly.model.json.Fields;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records of a scope in the order the ledger got them: the last ones, then those since, each once. */
final class Arrivals {
  private static final int PAGE = 500;
  private final Context context;
  private final UsageScope scope;
  private @Nullable String cursor;

  Arrivals(Context context, UsageScope scope) {
    this.context = context;
    this.scope = scope;
  }

  /** The last records there are, the newest last. */
  List<Fields> newest(int count) {
    List<Fields> last = page(Math.max(1, count));
    return last.subList(Math.max(0, last.size() - count), last.size());
  }

  /** Hands on what came since, a page at a time. */
  void eachSince(Consumer<List<Fields>> reader) {
    List<Fields> page;
    do {
      page = page(PAGE);
      reader.accept(page);
    } while (page.size() == PAGE);
  }

  private List<Fields> page(int limit) {
    Fields answer = context.api().analytics().usage(scope, RecordShape.arrivals(limit, cursor)).fields();
    String next = answer.optionalText("next_cursor");
    cursor = next == null ? cursor : next;
    return answer.objects("records");
  }
}
