package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.proxy.upstream.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests made to be read in two ways: refused before an upstream sees them. */
class HostileTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String SMUGGLED = "0\r\n\r\nGET /v1/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** The statuses of all answers on one connection. */
  private static String answers(int port, String request) throws IOException {
    StringBuilder all = new StringBuilder();
    try (RawClient client = new RawClient(port)) {
      client.raw(request.getBytes(StandardCharsets.ISO_8859_1));
      for (byte[] some = client.some(4096); some.length > 0; some = client.some(4096)) {
        all.append(new String(some, StandardCharsets.ISO_8859_1));
      }
    } catch (java.net.SocketException _) {
      // cut, which is an answer too
    }
    return all.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
        "Content-Length: 6\r\nContent-Length: 5\r\n",
        "Content-Length: 5, 6\r\n",
        "Content-Length: +6\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x6\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, gzip\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding\r\n : chunked\r\n",
        "X: a\u0000b\r\n",
        "X: a\rb\r\n",
        "Host: evil.example\r\n",
        "X Y: 1\r\n",
        ": 1\r\n"
      })
  void a_request_that_can_be_read_in_two_ways_is_refused_and_its_connection_closed(String headers) throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}"))) {
      String request = "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + SMUGGLED;
      String answers = answers(rig.port(), request);
      assertTrue(answers.startsWith("HTTP/1.1 4") || answers.startsWith("HTTP/1.1 501") || answers.isEmpty(), answers);
      assertFalse(answers.contains("HTTP/1.1 200"), answers);
      assertTrue(rig.upstream.received().isEmpty(), () -> "the upstream saw " + rig.upstream.received());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zz\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "\r\n", "5\r\nabc\r\n", "5 5\r\nabcde\r\n0\r\n\r\n"})
  void a_chunk_with_a_bad_size_is_no_request(String body) throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}"))) {
      String request =
          "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + body + "\r\n\r\nrest";
      String answers = answers(rig.port(), request);
      assertFalse(answers.contains("HTTP/1.1 200"), answers);
      assertTrue(rig.upstream.received().isEmpty(), () -> "the upstream saw " + rig.upstream.received());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET @169.254.169.254/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET .evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET :80/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://localhost@169.254.169.254/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://169.254.169.254/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET file:///etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /v1/models\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
      })
  void a_target_that_is_not_ours_is_refused_without_a_connection(String request) throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}"))) {
      String end = request.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
      String answers = answers(rig.port(), end);
      assertFalse(answers.startsWith("HTTP/1.1 2"), answers);
      assertTrue(rig.upstream.received().isEmpty(), () -> "the upstream saw " + rig.upstream.received());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 100\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\n5\r\n{}"})
  void a_body_that_does_not_come_whole_is_refused_in_the_providers_shape(String rest) throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}")); RawClient client = new RawClient(rig.port())) {
      client.raw(("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\n" + rest).getBytes(StandardCharsets.ISO_8859_1));
      client.endOutput();
      RawClient.Reply reply = client.read();
      assertEquals(400, reply.status());
      assertTrue(reply.text().contains("\"invalid_request_error\""), reply::text);
      assertTrue(rig.upstream.received().isEmpty());
    }
  }

  @Test
  void names_from_outside_cannot_forge_a_record() throws Exception {
    String forged = "m\"}\n{\"service\":\"openai\",\"input_tokens\":1}\r\n\u0000\u001b[31m\u202e";
    String request = JsonText.write(Map.of("model", forged, "user", forged, "prompt_cache_key", forged));
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{\"usage\":{\"prompt_tokens\":7}}"))) {
      assertEquals(200, RawClient.post(rig.port(), CHAT, request, "idempotency-key: k\",\"x\":\"").status());
      Fields record = rig.record();
      assertEquals(forged, record.text("model"));
      assertEquals(7, record.count("input_tokens"));
      assertEquals("k\",\"x\":\"", record.object("metadata").text("logical_request_id"));
    }
  }

  @Test
  void a_model_name_chooses_neither_host_nor_path() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}"))) {
      for (String model : List.of("http://169.254.169.254/x", "../../admin", "@evil.example/m", "m\r\nHost: evil")) {
        String request = JsonText.write(Map.of("model", model, "messages", List.of()));
        assertEquals(200, RawClient.post(rig.port(), CHAT, request).status());
        assertEquals(CHAT, rig.upstream.last().path());
        assertEquals("127.0.0.1:" + rig.upstream.uri().getPort(), rig.upstream.last().headers().get("host"));
      }
      RawClient.post(rig.port(), "/v1beta/models/http:%3a@evil.example:generateContent", "{}");
      assertTrue(rig.upstream.last().path().startsWith("/v1beta/models/"), rig.upstream.last()::path);
    }
  }
}
