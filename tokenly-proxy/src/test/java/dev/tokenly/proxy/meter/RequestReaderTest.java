package dev.tokenly.proxy.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.proxy.settings.Filters;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void sizes_messages_tools_and_prompts_of_every_interface() {
    RequestFacts chat =
        RequestReader.read(
            utf8(
                """
                {"model":"m","messages":[{"role":"developer","content":"Be 🌍."},{"role":"user","content":[{"type":"text",
                "text":"abc"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]}],
                "tools":[{"type":"function"},{"type":"function"}],"user":"u-1","prompt_cache_key":"k"}"""));
    assertEquals(new RequestFacts.Messages(3, 1, 1), chat.shape().messages());
    assertEquals(6, chat.shape().systemChars());
    assertEquals(6, chat.shape().historyChars());
    assertEquals(2, chat.shape().tools());
    assertEquals("u-1", chat.hints().user());
    RequestFacts gemini =
        RequestReader.read(
            utf8(
                """
                {"systemInstruction":{"parts":[{"text":"Be"}]},"contents":[{"role":"user","parts":[{"text":"hello"}]}],
                "tools":[{"functionDeclarations":[{"name":"a"},{"name":"b"},{"name":"c"}]}]}"""));
    assertEquals(2, gemini.shape().systemChars());
    assertEquals(5, gemini.shape().historyChars());
    assertEquals(3, gemini.shape().tools());
  }

  @Test
  void splits_a_system_prompt_by_its_workspace_files() {
    String prompt = "base\\n## AGENTS.md\\nab\\n## SOUL.md\\nc\\n# Skills\\nxyz";
    RequestFacts facts = RequestReader.read(utf8("{\"system\":\"" + prompt + "\"}"));
    assertEquals(
        Map.of("base", 5L, "AGENTS.md", 16L, "SOUL.md", 13L, "skills", 12L), facts.shape().systemSections());
  }

  @Test
  void finds_the_session_a_tool_hides_in_its_user_id() {
    RequestFacts facts = RequestReader.read(utf8("{\"metadata\":{\"user_id\":\"user_a_account_b_session_c-1\"}}"));
    assertEquals("c-1", facts.hints().session());
    Conversations conversations = new Conversations();
    assertEquals("h", conversations.of(name -> name.equals("x-session-id") ? "h" : null, facts.hints()));
    conversations.answered("resp_1", null);
    conversations.answered("resp_2", "resp_1");
    RequestFacts third = RequestReader.read(utf8("{\"previous_response_id\":\"resp_2\"}"));
    assertEquals("resp_1", conversations.of(_ -> null, third.hints()));
  }

  @Test
  void finds_session_and_user_in_the_json_claude_code_puts_into_its_user_id() {
    RequestFacts.Hints device = claudeCode("{\"device_id\":\"d1\",\"account_uuid\":\"\",\"session_id\":\"s1\"}");
    assertEquals("s1", device.session());
    assertEquals("d1", device.user());
    assertEquals("a1", claudeCode("{\"device_id\":\"d1\",\"account_uuid\":\"a1\",\"session_id\":\"s1\"}").user());
    assertEquals("{no json", claudeCode("{no json").user());
  }

  private static RequestFacts.Hints claudeCode(String userId) {
    String body = JsonText.write(Map.of("metadata", Map.of("user_id", userId)));
    return RequestReader.read(body.getBytes(StandardCharsets.UTF_8)).hints();
  }

  @Test
  void survives_what_is_no_json_and_what_is_nested_without_end() {
    assertEquals("m", RequestReader.read(utf8("{\"model\":\"m\",\"messages\":[{{")).model());
    RequestReader.read(utf8("{\"messages\":" + "[".repeat(200_000)));
    RequestReader.read(utf8("{\"messages\":[{\"content\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}]}"));
  }

  @Test
  void asks_for_usage_without_touching_another_byte() {
    byte[] body = utf8(" {\"stream\":true , \"model\":\"ü\"}");
    assertEquals(
        " {\"stream_options\":{\"include_usage\":true},\"stream\":true , \"model\":\"ü\"}",
        new String(RequestBody.askingForUsage(body), StandardCharsets.UTF_8));
    byte[] other = utf8("[1]");
    assertSame(other, RequestBody.askingForUsage(other));
  }

  @Test
  void filters_only_what_it_is_told_to() {
    byte[] body =
        utf8(
            """
            {"messages":[{"role":"developer","content":"0123456789"}],"temperature":0.10,\
            "tools":[{"function":{"name":"browser"}},{"function":{"name":"f","description":"long words"}}]}""");
    assertSame(body, RequestFilter.apply(Filters.NONE, body).body());
    RequestFilter.Filtered filtered = RequestFilter.apply(new Filters(Set.of("browser"), 4, 6, true), body);
    assertEquals(
        "{\"messages\":[{\"role\":\"system\",\"content\":\"012345\"}],\"temperature\":0.10,"
            + "\"tools\":[{\"function\":{\"name\":\"f\",\"description\":\"long\"}}]}",
        new String(filtered.body(), StandardCharsets.UTF_8));
    assertTrue(filtered.savedChars() > 10);
    byte[] none = utf8("not json");
    assertArrayEquals(none, RequestFilter.apply(new Filters(Set.of(), 1, 1, true), none).body());
  }

  @Test
  void knows_what_is_metered() {
    for (String path : new String[] {"/v1/chat/completions", "/chat/completions", "/v1/responses", "/responses",
      "/v1/messages",
      "/v1/messages/count_tokens", "/v1/embeddings", "/v1/completions", "/v1beta/models/x:generateContent", "/api/chat",
      "/api/generate",
      "/openai/deployments/d/chat/completions", "/api/paas/v4/chat/completions"}) {
      assertTrue(Endpoint.of("POST", path) != null, path);
      assertFalse(Endpoint.of("GET", path) != null, path);
    }
    for (String path : new String[] {"/v1/models", "/v1/files", "/v1/responses/resp_1/cancel", "/v1/threads/t/messages",
      "/api/pull",
      "/v1/messages/batches", "/v1beta/models/x:countTokens"}) {
      assertFalse(Endpoint.of("POST", path) != null, path);
    }
  }
}
