package dev.tokenly.tui.state;

import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes by itself: the newest usage records, the newest first, the last notice, and whether the stream stands. */
public record Feed(List<Fields> records, @Nullable Notice notice, boolean isConnected, String trouble) {
  /** Records kept. */
  public static final int KEPT = 500;

  public static final Feed START = new Feed(List.of(), null, false, "");

  public Feed {
    records = List.copyOf(records);
  }

  public Feed with(Fields record) {
    List<Fields> next = new ArrayList<>(records.size() + 1);
    next.add(record);
    next.addAll(records.subList(0, Math.min(records.size(), KEPT - 1)));
    return new Feed(next, notice, isConnected, trouble);
  }

  public Feed saying(@Nullable Notice next) {
    return new Feed(records, next, isConnected, trouble);
  }

  public Feed linked(boolean connected, String sentence) {
    return new Feed(records, notice, connected, sentence);
  }
}
