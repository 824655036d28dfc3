package dev.tokenly.proxy.meter;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up the characters of messages and system prompts while a scanner passes over them. Pictures and files are none. */
final class TextSizes {
  private static final Set<String> NOT_TEXT =
      Set.of("type", "role", "id", "data", "url", "image_url", "file_data", "signature", "media_type", "mime_type",
          "mimeType", "tool_use_id", "tool_call_id", "call_id", "encrypted_content", "thoughtSignature");

  private static final int MAX_DEPTH = 32;

  private final JsonScanner json;
  private final SystemSections sections = new SystemSections();
  private final byte[] buffer = new byte[512];
  private int depth;
  private int all;
  private int user;
  private int assistant;
  private long systemChars;
  private long historyChars;

  TextSizes(JsonScanner json) {
    this.json = json;
  }

  /** A value that is the system prompt. */
  void system() throws IOException {
    systemChars += chars(true);
  }

  /** A value that is one message's text. */
  void history() throws IOException {
    all++;
    user++;
    historyChars += chars(false);
  }

  /** A message object with a role and a content. */
  void message() throws IOException {
    String role = null;
    long chars = 0;
    boolean system = false;
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("role")) {
        role = json.text();
        system = isSystem(role);
      } else if (NOT_TEXT.contains(name)) {
        json.skip();
      } else {
        chars += chars(system);
      }
    }
    count(role);
    if (isSystem(role)) {
      systemChars += chars;
    } else {
      historyChars += chars;
    }
  }

  private static boolean isSystem(@Nullable String role) {
    return "system".equals(role) || "developer".equals(role);
  }

  private void count(@Nullable String role) {
    all++;
    if ("user".equals(role)) {
      user++;
    } else if ("assistant".equals(role) || "model".equals(role)) {
      assistant++;
    }
  }

  private long chars(boolean system) throws IOException {
    int next = json.peekOrEnd();
    if (next == '"') {
      return system ? systemTextChars() : json.textLength();
    }
    if ((next != '[' && next != '{') || depth == MAX_DEPTH) {
      json.skip();
      return 0;
    }
    depth++;
    long chars = next == '[' ? arrayChars(system) : objectChars(system);
    depth--;
    return chars;
  }

  private long arrayChars(boolean system) throws IOException {
    long chars = 0;
    json.beginArray();
    while (json.nextElement()) {
      chars += chars(system);
    }
    return chars;
  }

  private long objectChars(boolean system) throws IOException {
    long chars = 0;
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (NOT_TEXT.contains(name)) {
        json.skip();
      } else {
        chars += chars(system);
      }
    }
    return chars;
  }

  private long systemTextChars() throws IOException {
    long chars = 0;
    try (InputStream text = json.textStream()) {
      for (int length = text.read(buffer, 0, buffer.length); length > 0; length =
          text.read(buffer, 0, buffer.length)) {
        chars += characters(length);
        sections.take(buffer, length);
      }
    }
    sections.endOfText();
    return chars;
  }

  /** Characters (UTF-16 units, as editors count) of the buffer's first bytes: a lead byte opens one, of four bytes two. */
  private long characters(int length) {
    long chars = 0;
    for (int at = 0; at < length; at++) {
      int next = buffer[at];
      if ((next & 0xc0) != 0x80) {
        chars += (next & 0xf8) == 0xf0 ? 2 : 1;
      }
    }
    return chars;
  }

  RequestFacts.Messages messages() {
    return new RequestFacts.Messages(all, user, assistant);
  }

  long systemChars() {
    return systemChars;
  }

  long historyChars() {
    return historyChars;
  }

  Map<String, Long> systemSections() {
    return sections.chars();
  }
}
