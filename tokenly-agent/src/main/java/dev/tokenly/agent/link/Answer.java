package dev.tokenly.agent.link;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What came back from the server: its status and body, or status 0 and the reason when no answer came. The retry time is
 * the {@code Retry-After} header in seconds.
 */
public final class Answer {
  private final int status;
  private final byte[] body;
  private final @Nullable Long retryAfterSeconds;

  Answer(int status, byte[] body, @Nullable Long retryAfterSeconds) {
    this.status = status;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** No answer: the reason is the body. */
  static Answer none(String reason) {
    return new Answer(0, reason.getBytes(StandardCharsets.UTF_8), null);
  }

  public boolean came() {
    return status != 0;
  }

  public int status() {
    return status;
  }

  /** The body's own bytes, not a copy. */
  public byte[] body() {
    return body;
  }

  public @Nullable Long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The body as text; the reason when no answer came. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
