package dev.tokenly.tui;

import dev.tokenly.api.Answer;
import dev.tokenly.api.ApiException;
import dev.tokenly.api.ServerApi;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Msg;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does deeds at the server one after the other, and tells once what came of all of them. */
final class Deeds {
  private final ServerApi api;
  private final Consumer<Msg> post;
  private final List<Deed> done = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  Deeds(ServerApi api, Consumer<Msg> post) {
    this.api = api;
    this.post = post;
  }

  void run(List<Deed> deeds) {
    for (Deed deed : deeds) {
      String trouble = trouble(deed);
      if (trouble == null) {
        done.add(deed);
      } else {
        refused.add(deeds.size() == 1 ? trouble : "! not done: " + deed.done() + "  (" + trouble + ")");
      }
    }
    if (deeds.size() == 1 && !refused.isEmpty()) {
      post.accept(new Msg.Failed(refused.getFirst()));
      return;
    }
    if (!done.isEmpty()) {
      post.accept(new Msg.Done(sentence(), back()));
    }
    if (!refused.isEmpty()) {
      post.accept(new Msg.Told(refused.size() + " of " + deeds.size() + " were refused", refused, false));
    }
  }

  /** What went wrong; null when nothing did. */
  private @Nullable String trouble(Deed deed) {
    try {
      Answer answer = deed.call().to(api);
      Deed.Telling telling = deed.telling();
      if (telling != null) {
        post.accept(new Msg.Told(deed.done(), telling.of(answer.fields()), false));
      }
      return null;
    } catch (ApiException e) {
      return Effects.sentence(e);
    } catch (RuntimeException e) {
      return "unexpected: " + e;
    }
  }

  private String sentence() {
    String first = done.getFirst().done();
    return done.size() == 1 ? first : first + ", and " + (done.size() - 1) + " more";
  }

  /** What takes back all that was done, the last first; nothing when a part of it would stay. */
  private List<Deed> back() {
    List<Deed> back = new ArrayList<>();
    for (Deed deed : done.reversed()) {
      Deed undo = deed.undo();
      if (undo == null) {
        return List.of();
      }
      back.add(undo);
    }
    return back;
  }
}
