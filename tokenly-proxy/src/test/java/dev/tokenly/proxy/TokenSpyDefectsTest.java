package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.proxy.guard.CallerKeys;
import dev.tokenly.proxy.settings.Budget;
import dev.tokenly.proxy.settings.CallerKey;
import dev.tokenly.proxy.settings.ListenerSettings;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.settings.SettingsText;
import dev.tokenly.proxy.upstream.FakeUpstream;
import dev.tokenly.proxy.upstream.RawClient;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The defects of the per-service meter this one replaces, as far as they are the proxy's to have. */
class TokenSpyDefectsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String STREAM = Streams.CHAT_REQUEST.replace("\"stream_options\":{\"include_usage\":true},", "");
  private static final String DELTA = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
  private static final String COUNTS =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":96}}\n\n";

  @Test
  void a_stream_is_asked_for_its_usage() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.events((DELTA + COUNTS).getBytes(StandardCharsets.UTF_8)))) {
      assertEquals(DELTA, RawClient.post(rig.port(), CHAT, STREAM).text());
      assertTrue(rig.upstream.last().text().contains("\"stream_options\":{\"include_usage\":true}"));
      assertEquals(200, rig.record().count("input_tokens"));
    }
  }

  /** Its client leaves before the last chunk; the call is recorded, and its 296 tokens count against its budget. */
  @Test
  void an_openai_stream_left_before_its_last_chunk_is_recorded_and_charged() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    Budget budget = new Budget(null, 296L, Budget.Period.DAY);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginEvents();
              wire.chunk(DELTA);
              assertTrue(gone.await(10, TimeUnit.SECONDS));
              wire.chunk(COUNTS + "data: [DONE]\n\n");
              wire.endChunks();
            },
            settings -> ProxyRig.with(settings, listener -> new ListenerSettings(
                listener.place(), listener.target(), listener.access(), listener.labels(),
                new ListenerSettings.Rules(listener.rules().includeUsage(), listener.rules().filters(), budget))))) {
      RawClient client = new RawClient(rig.port());
      client.send("POST", CHAT, STREAM.getBytes(StandardCharsets.UTF_8));
      assertTrue(client.some(10).length > 0);
      client.hangUp();
      gone.countDown();
      assertEquals(96, rig.record().count("output_tokens"));
      assertEquals(429, RawClient.post(rig.port(), CHAT, STREAM).status());
    }
  }

  @Test
  void an_upstreams_error_to_a_stream_is_no_200_and_no_event_stream() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(429, "{\"error\":{\"type\":\"rate_limit_error\"}}"))) {
      RawClient.Reply reply = RawClient.post(rig.port(), CHAT, STREAM);
      assertEquals(429, reply.status());
      assertEquals("application/json", reply.headers().get("content-type"));
      assertEquals(429, rig.record().count("status"));
    }
  }

  @Test
  void a_cut_stream_says_that_its_counts_are_partial() throws Exception {
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginEvents();
              wire.chunk(Streams.start("{\"input_tokens\":25,\"output_tokens\":1}") + Streams.TEXT);
              wire.cut();
            })) {
      assertFalse(RawClient.post(rig.port(), "/v1/messages", Streams.MESSAGES_REQUEST).whole());
      Fields record = rig.record();
      assertEquals(25, record.count("input_tokens"));
      assertEquals("provider_partial", record.object("metadata").text("usage_source"));
      assertEquals("upstream_error", record.object("metadata").text("end"));
    }
  }

  /** Records are written by another thread or at the end of a call: one that cannot be written holds no piece back. */
  @Test
  void no_stream_waits_for_the_record_of_another_call() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    OutputStream pipe =
        new OutputStream() {
          @Override
          public void write(int next) {
            stuck.countDown();
            try {
              over.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (var upstream =
        new FakeUpstream(
            (_, wire) -> {
              wire.beginEvents();
              wire.chunk(DELTA);
              wire.chunk(COUNTS + "data: [DONE]\n\n");
              wire.endChunks();
            });
        Proxy proxy = Proxy.start(ProxyRig.settings(upstream), pipe, Map.of());
        RawClient first = new RawClient(proxy.port(ProxyRig.SERVICE));
        RawClient second = new RawClient(proxy.port(ProxyRig.SERVICE))) {
      first.send("POST", CHAT, Streams.CHAT_REQUEST.getBytes(StandardCharsets.UTF_8));
      assertTrue(stuck.await(10, TimeUnit.SECONDS));
      second.send("POST", CHAT, Streams.CHAT_REQUEST.getBytes(StandardCharsets.UTF_8));
      String seen = "";
      while (!seen.contains("[DONE]")) {
        seen += new String(second.some(1024), StandardCharsets.UTF_8);
      }
      over.countDown();
    }
  }

  @Test
  void keys_are_in_no_page_no_record_and_no_settings_that_are_shown() throws Exception {
    String key = "tkx_abcdefghijklmnopqrstuvwxyz";
    ProxySettings[] used = new ProxySettings[1];
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(401, "{\"error\":{\"message\":\"wrong key\"}}"),
            settings -> {
              used[0] =
                  new ProxySettings(
                      settings.listeners().stream().map(listener -> new ListenerSettings(
                          listener.place(), listener.target(),
                          new ListenerSettings.Access(true, false, "UPSTREAM_KEY", Set.of()), listener.labels(),
                          listener.rules())).toList(),
                      List.of(new CallerKey("alice", CallerKeys.sha256(key), null)),
                      settings.limits(), settings.output(), new ProxySettings.Operation(true, 0, null, null));
              return used[0];
            })) {
      RawClient.post(rig.port(), CHAT, STREAM, "Authorization: Bearer " + key);
      rig.record();
      int admin = rig.proxy.port("admin");
      String shown =
          RawClient.get(admin, "/__tokenly/metrics").text() + RawClient.get(admin, "/__tokenly/health").text()
              + RawClient.get(admin, "/").text() + rig.lines() + SettingsText.of(used[0]);
      assertFalse(shown.contains("tkx_") || shown.contains("sk-upstream"), shown);
      assertTrue(shown.contains("alice"), shown);
    }
  }
}
