package dev.tokenly.model.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.BadField;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Heartbeat heartbeat() {
    return new Heartbeat(
        "build-07.example",
        NOW,
        new Heartbeat.Versions("0.1.0", "0.1.0"),
        WorkerStatus.RUNNING,
        new SystemInfo("linux", "x64", "Debian 12", 3600L),
        new AgentStats(3L, 4L, 0L, NOW),
        new AgentNotes(
            new AgentNotes.Policy(List.of("/srv"), List.of(), true), "config refused", null,
            new AgentNotes.Footing("run-1", new AgentNotes.LastBatch("ing-1", NOW), "epoch-1"),
            List.of(new AgentNotes.Removal(NOW, "~/logs/a.jsonl", 11, "ab".repeat(32)))));
  }

  @Test
  void a_heartbeat_survives_the_wire() {
    assertEquals(heartbeat(), Heartbeat.read(Fields.parse(utf8(heartbeat().toJson()))));
  }

  @ParameterizedTest
  @CsvSource({
    "client_hostname,",
    "client_hostname,a b",
    "client_hostname,../etc",
    "timestamp,yesterday",
    "launcher_version,",
    "worker_version,",
    "worker_status,asleep",
    "system_info,",
    "timestamp,"
  })
  void a_bad_heartbeat_field_is_named(String field, String value) {
    Map<String, Object> map = new LinkedHashMap<>(heartbeat().toMap());
    if (value == null) {
      map.remove(field);
    } else {
      map.put(field, value);
    }
    assertEquals(field, assertThrows(BadField.class, () -> Heartbeat.read(Fields.of(map))).field());
  }

  @Test
  void a_bad_nested_heartbeat_field_is_named_with_its_path() {
    Map<String, Object> map = new LinkedHashMap<>(heartbeat().toMap());
    map.put("system_info", Map.of("os", "plan9", "arch", "x64"));
    assertEquals("system_info.os", assertThrows(BadField.class, () -> Heartbeat.read(Fields.of(map))).field());
    map.put("system_info", Map.of("os", "linux", "arch", "x64", "uptime_seconds", -1L));
    assertEquals(
        "system_info.uptime_seconds", assertThrows(BadField.class, () -> Heartbeat.read(Fields.of(map))).field());
  }

  @Test
  void an_approval_survives_the_wire_with_the_config_merged_over_the_defaults() {
    ClientConfig config = ClientConfig.defaults().with(Map.of("scan_interval_minutes", 5L));
    UpdateOffer offer =
        new UpdateOffer(
            true, 24, new UpdateOffer.Release("0.2.0", "/w", "sha256:ab", "{}", "c2ln", false, "notes"), "key");
    HeartbeatReply.Approved approved =
        new HeartbeatReply.Approved("id-1", config, offer, new Resync("e-1", NOW), NOW, 30L);
    assertEquals(approved, HeartbeatReply.read(200, utf8(approved.toJson()), null));
    HeartbeatReply bare = HeartbeatReply.read(200, utf8("{\"client_id\":\"i\",\"approved\":true}"), null);
    assertEquals(ClientConfig.defaults(), assertInstanceOf(HeartbeatReply.Approved.class, bare).config());
  }

  /** Nobody else's field of the same name makes a heartbeat or an answer unreadable. */
  @Test
  void what_is_only_ours_is_passed_over_when_it_is_something_else() {
    Map<String, Object> beat = new LinkedHashMap<>(heartbeat().toMap());
    beat.put("instance", 7);
    beat.put("last_batch", "none");
    assertEquals(AgentNotes.Footing.NONE, Heartbeat.read(Fields.of(beat)).notes().footing());
    HeartbeatReply reply = HeartbeatReply.read(200, utf8("{\"approved\":true,\"resync\":true}"), null);
    assertNull(assertInstanceOf(HeartbeatReply.Approved.class, reply).resync());
    UploadReply taken = UploadReply.read(200, utf8("{\"ingestion_id\":\"i\",\"received_at\":12}"), null);
    assertNull(assertInstanceOf(UploadReply.Accepted.class, taken).receivedAt());
  }

  @Test
  void the_other_heartbeat_replies_are_told_apart() {
    HeartbeatReply.Pending pending = new HeartbeatReply.Pending("id", "wait", 30, NOW);
    assertEquals(pending, HeartbeatReply.read(202, utf8(pending.toJson()), null));
    HeartbeatReply refused =
        HeartbeatReply.read(403, utf8("{\"client_id\":\"i\",\"reason\":\"wrong_key\",\"message\":\"no\"}"), null);
    assertEquals(new HeartbeatReply.Refused("i", "wrong_key", "no", null), refused);
    assertInstanceOf(HeartbeatReply.Unavailable.class, HeartbeatReply.read(502, utf8("<html>"), 7L));
  }

  @Test
  void a_config_out_of_range_names_its_key() {
    byte[] body = utf8("{\"client_id\":\"i\",\"config\":{\"max_scan_depth\":0}}");
    assertEquals(
        "max_scan_depth", assertThrows(BadField.class, () -> HeartbeatReply.read(200, body, null)).field());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scan_enabled\":1}",
        "{\"scan_interval_minutes\":0}",
        "{\"scan_interval_minutes\":1.5}",
        "{\"cleanup\":\"burn\"}",
        "{\"file_patterns\":\"*.jsonl\"}",
        "{\"file_patterns\":[\"\"]}",
        "{\"discovery_paths\":[\"/x\"]}",
        "{\"discovery_paths\":{\"linux\":\"/x\"}}",
        "{\"no_such_key\":1}"
      })
  void a_bad_override_is_refused(String partial) {
    assertThrows(BadField.class, () -> ClientConfig.validate(JsonText.object(partial)));
  }

  @Test
  void objects_merge_deeply_and_arrays_replace() {
    ClientConfig config =
        ClientConfig.defaults()
            .with(JsonText.object("{\"discovery_paths\":{\"linux\":[\"/srv\"]},\"file_patterns\":[\"*.log\"]}"));
    assertEquals(List.of("/srv"), config.discoveryPaths("linux"));
    assertEquals(2, config.discoveryPaths("darwin").size());
    assertEquals(List.of("*.log"), config.texts(ConfigKey.FILE_PATTERNS));
    assertEquals(config, ClientConfig.defaults().with(JsonText.object(JsonText.write(config.toMap()))));
  }

  @Test
  void every_default_obeys_its_own_rule() {
    ClientConfig.validate(ClientConfig.defaults().toMap());
  }

  @Test
  void upload_metadata_survives_the_wire_and_collected_at_may_be_absent() {
    FileInfo file =
        new FileInfo(
            new FileInfo.Place("/var/log/a.jsonl", "/var/log", "a.jsonl"),
            new FileInfo.Content(10, 1, null),
            new FileInfo.Times(NOW, null),
            new FileInfo.Segment(5L, "native"));
    UploadMetadata metadata = new UploadMetadata("host", null, file, "id");
    assertEquals(metadata, UploadMetadata.read(Fields.parse(utf8(metadata.toJson()))));
  }

  @Test
  void upload_replies_are_told_apart_and_nothing_unclear_counts_as_stored() {
    byte[] error =
        utf8("{\"error\":\"file_too_large\",\"message\":\"m\",\"details\":{\"max_size_mb\":50,\"actual_size_mb\":60}}");
    UploadReply.Accepted accepted = new UploadReply.Accepted("ing", 10, 1, "stored", NOW);
    assertEquals(accepted, UploadReply.read(200, utf8(accepted.toJson()), null));
    assertEquals(new UploadReply.TooLarge(50, 60), UploadReply.read(413, error, null));
    assertEquals(new UploadReply.Busy(9), UploadReply.read(429, error, 9L));
    assertInstanceOf(UploadReply.Rejected.class, UploadReply.read(422, error, null));
    assertInstanceOf(UploadReply.Unauthorized.class, UploadReply.read(403, error, null));
    assertInstanceOf(UploadReply.Unavailable.class, UploadReply.read(503, error, 3L));
    assertInstanceOf(UploadReply.Unavailable.class, UploadReply.read(200, utf8("<html>login</html>"), null));
  }

  @Test
  void a_manifest_is_signed_as_text() {
    KeyPair pair = Ed25519.generate();
    String manifest = new ReleaseManifest("0.2.0", "any", 10, "ab", 2, NOW).toText();
    String signature = Ed25519.sign(manifest, pair.getPrivate());
    String key = Ed25519.text(pair.getPublic());
    assertTrue(Ed25519.verifies(manifest, signature, key));
    assertFalse(Ed25519.verifies(manifest.replace("10", "11"), signature, key));
    assertFalse(Ed25519.verifies(manifest, "bm8=", key));
    assertFalse(Ed25519.verifies(manifest, signature, "not a key"));
    assertEquals(2, ReleaseManifest.parse(manifest).sequence());
  }

  @Test
  void a_proxy_section_is_checked_by_its_shape_and_replaced_whole() {
    String good =
        "{\"proxy\":{\"drain\":\"5s\",\"listener\":[{\"port\":8081,\"service\":\"a\",\"filters\":{\"drop_tools\":[\"x\"]}}]}}";
    ClientConfig config = ClientConfig.defaults().with(JsonText.object(good));
    assertEquals("5s", config.proxy().get("drain"));
    assertEquals(
        Map.of(), config.with(JsonText.object("{\"proxy\":{}}")).proxy(), "an empty section ends the proxy");
    Map<String, String> mistakes =
        Map.of(
            "{\"proxy\":1}", "proxy",
            "{\"proxy\":{\"drain\":\"5s\"}}", "proxy.listener",
            "{\"proxy\":{\"listener\":[{\"port\":0,\"service\":\"a\"}]}}", "proxy.listener[0].port",
            "{\"proxy\":{\"listener\":[{\"port\":1}]}}", "proxy.listener[0].service",
            "{\"proxy\":{\"ca_file\":\"/x\",\"listener\":[]}}", "proxy.ca_file",
            "{\"proxy\":{\"spool_dir\":\"/etc\"}}", "proxy.spool_dir");
    mistakes.forEach(
        (partial, field) -> assertEquals(
            field,
            assertThrows(BadField.class, () -> ClientConfig.validate(JsonText.object(partial))).field()));
  }
}
