package dev.tokenly.tui.state;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ServerApi;
import dev.tokenly.model.json.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done at the server, what to say when it is done, how to take it back where that can be, and what of
 * the answer is shown where it matters.
 */
public record Deed(String done, Call call, @Nullable Deed undo, @Nullable Telling telling) {

  /** Does it; blocks, throws {@link dev.tokenly.api.ApiException}. */
  @FunctionalInterface
  public interface Call {
    Answer to(ServerApi api);
  }

  /** What of the answer is shown, line by line. */
  @FunctionalInterface
  public interface Telling {
    List<String> of(Fields answer);
  }

  public static Deed of(String done, Call call) {
    return new Deed(done, call, null, null);
  }

  public Deed undoneBy(Deed other) {
    return new Deed(done, call, other, telling);
  }

  public Deed telling(Telling how) {
    return new Deed(done, call, undo, how);
  }
}
