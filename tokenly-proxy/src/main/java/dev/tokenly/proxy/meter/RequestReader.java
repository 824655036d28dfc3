package dev.tokenly.proxy.meter;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request of any metered interface in one pass without building it. What is no JSON gives the facts found before
 * it broke: a request is never refused for what the meter cannot read.
 */
public final class RequestReader {
  private final JsonScanner json = new JsonScanner();
  private final TextSizes sizes = new TextSizes(json);
  private @Nullable String model;
  private boolean streaming;
  private boolean hasStreamOptions;
  private @Nullable String session;
  private @Nullable String user;
  private @Nullable String cacheKey;
  private @Nullable String previousResponse;
  private int tools;

  /** The facts of a request's body. */
  public static RequestFacts read(byte[] body) {
    RequestReader reader = new RequestReader();
    try {
      reader.root(body);
    } catch (IOException _) {
      // no JSON: the upstream will say so, in its own words
    }
    return reader.facts();
  }

  private void root(byte[] body) throws IOException {
    json.over(body, 0, body.length);
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      field(name);
    }
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "model" -> model = json.text();
      case "stream" -> streaming = json.flag();
      case "stream_options" -> {
        hasStreamOptions = true;
        json.skip();
      }
      case "messages", "contents" -> messages();
      case "input" -> input();
      case "prompt" -> sizes.history();
      case "system", "instructions", "systemInstruction", "system_instruction" -> sizes.system();
      case "tools" -> tools();
      default -> hint(name);
    }
  }

  private void hint(String name) throws IOException {
    switch (name) {
      case "metadata" -> metadata();
      case "user", "safety_identifier" -> user = first(user, json.text());
      case "prompt_cache_key" -> cacheKey = json.text();
      case "previous_response_id" -> previousResponse = json.text();
      case "session_id", "conversation_id" -> session = first(session, json.text());
      case "conversation" -> conversation();
      default -> json.skip();
    }
  }

  private static @Nullable String first(@Nullable String before, @Nullable String now) {
    return before == null ? now : before;
  }

  /** The Responses API takes a plain text or a list of items. */
  private void input() throws IOException {
    if (json.peekOrEnd() == '[') {
      messages();
    } else {
      sizes.history();
    }
  }

  private void messages() throws IOException {
    if (!json.beginArray()) {
      return;
    }
    while (json.nextElement()) {
      if (json.peekOrEnd() == '{') {
        sizes.message();
      } else {
        sizes.history();
      }
    }
  }

  private void tools() throws IOException {
    if (!json.beginArray()) {
      return;
    }
    while (json.nextElement()) {
      tools += tool();
    }
  }

  /** One tool, or as many as a Gemini tool declares. */
  private int tool() throws IOException {
    int declared = 0;
    if (!json.beginObject()) {
      return 0;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("functionDeclarations") || name.equals("function_declarations")) {
        declared += elements();
      } else {
        json.skip();
      }
    }
    return Math.max(1, declared);
  }

  private int elements() throws IOException {
    int count = 0;
    if (json.beginArray()) {
      while (json.nextElement()) {
        json.skip();
        count++;
      }
    }
    return count;
  }

  private void metadata() throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "user_id" -> anthropicUser(json.text());
        case "session_id", "conversation_id", "chat_id" -> session = first(session, json.text());
        default -> json.skip();
      }
    }
  }

  /**
   * Claude Code names its session inside the user id: {@code user_…_account_…_session_<id>}, or a JSON object with {@code
   * session_id}, {@code account_uuid} and {@code device_id}.
   */
  private void anthropicUser(@Nullable String text) {
    if (text == null) {
      return;
    }
    int at = text.lastIndexOf("_session_");
    if (text.startsWith("{")) {
      claudeCodeUser(text);
    } else if (at >= 0) {
      session = first(session, text.substring(at + "_session_".length()));
    } else {
      user = first(user, text);
    }
  }

  private void claudeCodeUser(String text) {
    try {
      Fields named = Fields.parse(text.getBytes(StandardCharsets.UTF_8));
      String account = named.optionalText("account_uuid");
      session = first(session, named.optionalText("session_id"));
      user = first(user, account == null || account.isEmpty() ? named.optionalText("device_id") : account);
    } catch (IllegalArgumentException _) {
      user = first(user, text);
    }
  }

  private void conversation() throws IOException {
    if (json.peekOrEnd() != '{') {
      session = first(session, json.text());
      return;
    }
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("id")) {
        session = first(session, json.text());
      } else {
        json.skip();
      }
    }
  }

  private RequestFacts facts() {
    return new RequestFacts(
        model,
        streaming,
        hasStreamOptions,
        new RequestFacts.Hints(session, user, cacheKey, previousResponse),
        new RequestFacts.Shape(
            sizes.messages(), tools, sizes.systemChars(), sizes.historyChars(), sizes.systemSections()));
  }
}
