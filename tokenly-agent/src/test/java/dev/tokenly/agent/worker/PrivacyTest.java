package dev.tokenly.agent.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attack 57: a canary in every text of a log is in no upload, in no file of the agent and in nothing it says. */
class PrivacyTest {
  private static final String CANARY = "canary-3f9c";
  private static final String CLAUDE =
      "{\"type\":\"user\",\"sessionId\":\"s\",\"timestamp\":\"2026-11-20T10:00:00.000Z\",\"cwd\":\"/home/u/shop\","
          + "\"message\":{\"role\":\"user\",\"content\":\"CANARY\"}}\n"
          + "{\"type\":\"assistant\",\"sessionId\":\"s\",\"uuid\":\"u\",\"requestId\":\"req_1\",\"version\":\"2.1.0\","
          + "\"timestamp\":\"2026-11-20T10:00:01.000Z\",\"cwd\":\"/home/u/shop\",\"toolUseResult\":\"CANARY\","
          + "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-opus-5\","
          + "\"content\":[{\"type\":\"text\",\"text\":\"CANARY\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"Bash\","
          + "\"input\":{\"command\":\"CANARY\"}}],\"usage\":{\"input_tokens\":3,\"output_tokens\":5}}}\n";
  private static final String NATIVE =
      "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-6-sol\",\"output_tokens\":1,"
          + "\"prompt\":\"CANARY\",\"messages\":[{\"content\":\"CANARY\"}],\"request_id\":\"r-1\",\"CANARY\":1}\n"
          + "{\"timestamp\":\"CANARY\",\"service\":\"openai\",\"model\":\"gpt-6-sol\",\"output_tokens\":1}\n"
          + "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"m\",\"output_tokens\":\"CANARY\"}\n"
          + "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"m\",\"output_tokens\":1,"
          + "\"request_id\":\"r-2\"}\n{CANARY\n" + Workshop.lines(3, 6);

  private static final Map<String, Object> BOTH = Map.of("tool_logs", List.of("native", "claude-code"));

  @TempDir Path folder;

  @Test
  void n57_what_people_and_models_said_stays_on_the_machine() throws Exception {
    List<String> uploads = new ArrayList<>();
    try (Workshop shop = new Workshop(folder, Clock.systemUTC(), BOTH)) {
      shop.onUpload(
          batch -> {
            uploads.add(batch.source() + batch.lines().toString());
            return Workshop.taken();
          });
      shop.write("native.jsonl", NATIVE.replace("CANARY", CANARY));
      shop.write("claude.jsonl", CLAUDE.replace("CANARY", CANARY));
      shop.scan();
      assertEquals(6, shop.arrivedLines());
      assertFalse(uploads.toString().contains(CANARY), uploads::toString);
      assertFalse(shop.said().contains(CANARY), shop::said);
      try (var files = Files.walk(shop.data(""))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertFalse(
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CANARY), file::toString);
        }
      }
    }
  }
}
