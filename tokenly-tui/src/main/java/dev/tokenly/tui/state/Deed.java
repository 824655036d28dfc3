package dev.tokenly.tui.state;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ServerApi;
import org.jspecify.annotations.Nullable;

/** Something to be done at the server, what to say when it is done, and how to take it back where that can be. */
public record Deed(String done, Call call, @Nullable Deed undo) {

  /** Does it; blocks, throws {@link dev.tokenly.api.ApiException}. */
  @FunctionalInterface
  public interface Call {
    Answer to(ServerApi api);
  }
}
