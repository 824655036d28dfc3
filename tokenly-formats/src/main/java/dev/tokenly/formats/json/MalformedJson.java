package dev.tokenly.formats.json;

import java.io.IOException;

/** Text that is not JSON, or that ends too early; says what was expected and never quotes the text. No stack trace. */
public final class MalformedJson extends IOException {
  private static final long serialVersionUID = 1;

  public MalformedJson(String message) {
    super(message);
  }

  /** Broken lines are common in logs that are being written; their reason is enough. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
