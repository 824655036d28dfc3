package dev.tokenly.proxy.meter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which conversation a call belongs to. In this order: a session header ({@code x-session-id}, {@code
 * x-claude-code-session-id}, {@code x-openwebui-chat-id}, {@code session_id}, {@code session-id}, {@code conversation_id}), the body's {@code
 * session_id}, {@code conversation} or {@code metadata} session, its {@code prompt_cache_key}, and the conversation of
 * the reply named in {@code previous_response_id} (of which the last 10,000 are remembered). Thread-safe.
 */
public final class Conversations {
  private static final String[] HEADERS = {
    "x-session-id", "x-claude-code-session-id", "x-openwebui-chat-id", "session_id", "session-id", "conversation_id"
  };
  private static final int REMEMBERED = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, String> byReply =
      new LinkedHashMap<>(1024) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The conversation of a request; null when nothing names one. */
  public @Nullable String of(Function<String, @Nullable String> header, RequestFacts.Hints hints) {
    for (String name : HEADERS) {
      String value = header.apply(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    if (hints.session() != null) {
      return hints.session();
    }
    return hints.cacheKey() != null ? hints.cacheKey() : continued(hints.previousResponse());
  }

  private @Nullable String continued(@Nullable String previous) {
    if (previous == null) {
      return null;
    }
    lock.lock();
    try {
      return byReply.getOrDefault(previous, previous);
    } finally {
      lock.unlock();
    }
  }

  /** A reply was given in a conversation; one without a name is named by its first reply. */
  public void answered(String replyId, @Nullable String conversation) {
    lock.lock();
    try {
      byReply.put(replyId, conversation == null ? replyId : conversation);
    } finally {
      lock.unlock();
    }
  }
}
