package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.proxy.guard.CallerKeys;
import dev.tokenly.proxy.settings.Budget;
import dev.tokenly.proxy.settings.CallerKey;
import dev.tokenly.proxy.settings.ListenerSettings;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.upstream.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of callers and of upstreams, and what a budget that is used up does. */
class KeysTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String PLAIN = "{\"model\":\"m\",\"messages\":[]}";
  private static final String USED = "{\"usage\":{\"prompt_tokens\":60,\"completion_tokens\":50}}";

  @TempDir Path folder;

  @Test
  void a_used_up_budget_is_a_429_in_the_providers_shape_until_its_period_ends() throws Exception {
    Budget budget = new Budget(null, 100L, Budget.Period.DAY);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(200, USED),
            settings -> ProxyRig.with(settings, listener -> new ListenerSettings(
                listener.place(), listener.target(), listener.access(), listener.labels(),
                new ListenerSettings.Rules(listener.rules().includeUsage(), listener.rules().filters(), budget))))) {
      assertEquals(200, RawClient.post(rig.port(), CHAT, PLAIN).status());
      rig.record(); // a call counts against its budget when it is recorded, just after its reply has gone
      RawClient.Reply refused = RawClient.post(rig.port(), "/v1/messages", PLAIN);
      assertEquals(429, refused.status());
      assertTrue(refused.text().contains("\"rate_limit_error\""), refused.text());
      long wait = Long.parseLong(refused.headers().get("retry-after"));
      assertTrue(wait > 0 && wait <= 86_400);
      assertEquals(1, rig.upstream.received().size());
    }
  }

  @Test
  void a_file_can_say_who_is_over_a_budget_elsewhere() throws Exception {
    Path file = folder.resolve("over.json");
    Files.writeString(file, "{\"app\":\"" + Instant.now().plusSeconds(60) + "\"}");
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(200, USED),
            settings -> ProxyRig.withOperation(settings, new ProxySettings.Operation(true, null, null, file)))) {
      assertEquals(429, RawClient.post(rig.port(), CHAT, PLAIN).status());
    }
  }

  @Test
  void a_key_that_is_not_ascii_is_refused_and_no_fault() throws Exception {
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(200, "{}"),
            settings -> new ProxySettings(
                settings.listeners().stream().map(KeysTest::withKey).toList(),
                List.of(new CallerKey("u", "0".repeat(64), null)),
                settings.limits(), settings.output(), settings.operation()))) {
      assertEquals(401, RawClient.post(rig.port(), CHAT, PLAIN, "Authorization: Bearer tkx_\u00ff\u00fe").status());
      assertEquals(401, RawClient.post(rig.port(), CHAT, PLAIN).status());
      assertTrue(rig.upstream.received().isEmpty());
    }
  }

  private static ListenerSettings withKey(ListenerSettings listener) {
    return new ListenerSettings(
        listener.place(), listener.target(), new ListenerSettings.Access(true, false, null, Set.of()),
        listener.labels(), listener.rules());
  }

  @Test
  void the_proxys_key_never_reaches_the_upstream_and_the_upstreams_never_the_caller() throws Exception {
    String key = "tkx_abcdefghijklmnopqrstuvwxyz";
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(200, "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}"),
            settings -> new ProxySettings(
                settings.listeners().stream().map(listener -> new ListenerSettings(
                    listener.place(), listener.target(),
                    new ListenerSettings.Access(true, false, "UPSTREAM_KEY", Set.of()), listener.labels(),
                    listener.rules())).toList(),
                List.of(new CallerKey("alice", CallerKeys.sha256(key), null)),
                settings.limits(), settings.output(), settings.operation()))) {
      RawClient.Reply reply = RawClient.post(rig.port(), CHAT, PLAIN, "Authorization: Bearer " + key);
      assertEquals(200, reply.status());
      assertEquals("Bearer sk-upstream", rig.upstream.last().headers().get("authorization"));
      assertFalse(rig.upstream.last().headers().toString().contains("tkx_"));
      assertFalse((reply.text() + reply.headers()).contains("sk-upstream"));
      assertEquals("alice", rig.record().text("user_id"));
      RawClient.post(rig.port(), "/v1/messages", PLAIN, "x-api-key: " + key);
      assertEquals("sk-upstream", rig.upstream.last().headers().get("x-api-key"));
    }
  }
}
