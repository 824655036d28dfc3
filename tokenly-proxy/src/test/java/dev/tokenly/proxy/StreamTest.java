package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import dev.tokenly.model.json.Fields;
import dev.tokenly.proxy.Streams.Fixture;
import dev.tokenly.proxy.upstream.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The metering test set: every provider's stream split, cut, compressed, framed and paced in every way. */
@SuppressWarnings("StringConcatToTextBlock") // bytes are meant to be seen as they go over the wire
class StreamTest {
  static final List<Fixture> ALL = Streams.ALL;

  private static void assertTruth(Fixture fixture, Fields record) {
    assertEquals(fixture.truth().input(), record.count("input_tokens"), fixture + ": input");
    assertEquals(fixture.truth().cacheRead(), record.number("cache_read_tokens", 0), fixture + ": cache read");
    long written =
        record.number("cache_write_tokens", 0) + record.number("cache_write_1h_tokens", 0)
            + record.number("cache_write_other_tokens", 0);
    assertEquals(fixture.truth().cacheWrite(), written, fixture + ": cache write");
    assertEquals(fixture.truth().output(), record.count("output_tokens"), fixture + ": output");
    assertEquals(fixture.truth().stopReason(), record.text("stop_reason"), fixture + ": stop reason");
    assertEquals("provider_final", record.object("metadata").text("usage_source"), fixture + ": source");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void is_counted_exactly_however_its_bytes_are_split(Fixture fixture) throws Exception {
    byte[] bytes = fixture.bytes();
    int[] split = new int[1];
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginChunked(200, Streams.type(fixture));
              wire.chunk(Arrays.copyOfRange(bytes, 0, split[0]));
              wire.chunk(Arrays.copyOfRange(bytes, split[0], bytes.length));
              wire.endChunks();
            })) {
      try (RawClient client = new RawClient(rig.port())) {
        for (split[0] = 0; split[0] < bytes.length; split[0]++) {
          client.send("POST", fixture.path(), fixture.request().getBytes(StandardCharsets.UTF_8));
          assertArrayEquals(bytes, client.read().body(), () -> fixture + " split at " + split[0]);
        }
      }
      for (Fields record : rig.records(bytes.length)) {
        assertTruth(fixture, record);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void never_counts_more_output_than_the_whole_when_cut_at_any_event(Fixture fixture) throws Exception {
    List<Integer> ends = eventEnds(fixture.body());
    int[] cut = new int[1];
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginChunked(200, Streams.type(fixture));
              wire.chunk(Arrays.copyOfRange(fixture.bytes(), 0, cut[0]));
              wire.cut();
            })) {
      for (int end : ends) {
        cut[0] = fixture.body().substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        RawClient.Reply reply = RawClient.post(rig.port(), fixture.path(), fixture.request());
        assertFalse(reply.whole(), fixture + ": a cut is passed on as a cut");
      }
      List<Fields> records = rig.records(ends.size());
      for (Fields record : records) {
        assertTrue(record.count("output_tokens") <= fixture.truth().output(), fixture + " at a cut: " + record);
        assertTrue(
            List.of("none", "provider_partial", "provider_final")
                .contains(record.object("metadata").text("usage_source")));
      }
      assertEquals("none",
          records.getFirst().object("metadata").text("usage_source").replace("provider_partial", "none"));
    }
  }

  private static List<Integer> eventEnds(String body) {
    List<Integer> ends = new ArrayList<>();
    for (int at = body.indexOf("\n"); at >= 0; at = body.indexOf("\n", at + 1)) {
      ends.add(at + 1);
    }
    ends.removeLast();
    return ends;
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void is_counted_when_compressed_and_passed_on_as_compressed(Fixture fixture) throws Exception {
    for (String encoding : List.of("gzip", "deflate", "zstd")) {
      byte[] packed = packed(encoding, fixture.bytes());
      try (ProxyRig rig =
          new ProxyRig((_, wire) -> wire.reply(200, Streams.type(fixture), packed, "Content-Encoding: " + encoding))) {
        RawClient.Reply reply = RawClient.post(rig.port(), fixture.path(), fixture.request());
        assertArrayEquals(packed, reply.body());
        assertEquals(encoding, reply.headers().get("content-encoding"));
        assertTruth(fixture, rig.record());
      }
    }
  }

  private static byte[] packed(String encoding, byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (encoding) {
          case "gzip" -> new GZIPOutputStream(packed);
          case "deflate" -> new DeflaterOutputStream(packed);
          default -> new ZstdOutputStream(packed);
        }) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  @Test
  void reads_brotli() throws Exception {
    // brotli of {"usage":{"prompt_tokens":5,"completion_tokens":6},"model":"m"} as one stored block
    byte[] plain =
        "{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6},\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);
    try (ProxyRig rig =
        new ProxyRig((_, wire) -> wire.reply(200, "application/json", storedBrotli(plain), "Content-Encoding: br"))) {
      RawClient.post(rig.port(), "/v1/chat/completions", "{\"model\":\"m\"}");
      Fields record = rig.record();
      assertEquals(5, record.count("input_tokens"));
      assertEquals(6, record.count("output_tokens"));
    }
  }

  /** RFC 7932: window bits, then one uncompressed meta-block, then an empty last one. */
  private static byte[] storedBrotli(byte[] plain) {
    int length = plain.length - 1;
    int bits = length << 4 | 1 << 20;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bits & 0xff);
    out.write(bits >> 8 & 0xff);
    out.write(bits >> 16 & 0xff);
    out.writeBytes(plain);
    out.write(3);
    return out.toByteArray();
  }

  @Test
  void reads_streams_with_crlf_comments_bom_no_space_and_several_data_lines() throws Exception {
    String odd =
        "\ufeff: a comment\r\n\r\ndata:{\"id\":\"chatcmpl-Zz91Yy82Xx73Ww64\",\"model\":\"m\",\r\ndata: \"choices\":[],\"usage\":\r\n"
            + "data: {\"prompt_tokens\":3,\"completion_tokens\":4}}\r\n\r\n:keep-alive\r\n\r\ndata: [DONE]\r\n\r\n";
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.events(odd.getBytes(StandardCharsets.UTF_8)))) {
      RawClient.Reply reply = RawClient.post(rig.port(), "/v1/chat/completions", Streams.CHAT_REQUEST);
      assertEquals(odd, reply.text());
      assertEquals(3, rig.record().count("input_tokens"));
      assertEquals(4, rig.record().count("output_tokens"));
    }
  }

  @Test
  void reads_a_stream_that_ends_with_its_connection() throws Exception {
    Fixture fixture = Streams.MESSAGES;
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
              wire.send(fixture.bytes());
              wire.close();
            })) {
      assertArrayEquals(fixture.bytes(), RawClient.post(rig.port(), fixture.path(), fixture.request()).body());
      assertTruth(fixture, rig.record());
    }
  }

  @Test
  void hides_only_the_chunk_it_asked_for_whatever_the_splits() throws Exception {
    Fixture fixture = Streams.CHAT_NORMAL;
    String request = fixture.request().replace("\"stream_options\":{\"include_usage\":true},", "");
    String usage = fixture.body().substring(
        fixture.body().indexOf("data: {" + "\"id\"", fixture.body().indexOf("\"finish_reason\":\"stop\"")),
        fixture.body().indexOf("data: [DONE]"));
    byte[] expected = fixture.body().replace(usage, "").getBytes(StandardCharsets.UTF_8);
    int[] split = new int[1];
    byte[] bytes = fixture.bytes();
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.events(Arrays.copyOfRange(bytes, 0, split[0]),
                Arrays.copyOfRange(bytes, split[0], bytes.length)));
        RawClient client = new RawClient(rig.port())) {
      for (split[0] = 0; split[0] < bytes.length; split[0]++) {
        client.send("POST", fixture.path(), request.getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(expected, client.read().body(), () -> "split at " + split[0]);
      }
      for (Fields record : rig.records(bytes.length)) {
        assertTruth(fixture, record);
      }
    }
  }

  @Test
  void passes_each_event_on_before_the_next_one_comes() throws Exception {
    Semaphore next = new Semaphore(0);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginEvents();
              for (int number = 0; number < 5; number++) {
                next.acquire();
                wire.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"" + number + "\"}}]}\n\n");
              }
              wire.endChunks();
            });
        RawClient client = new RawClient(rig.port())) {
      client.send("POST", "/v1/chat/completions", Streams.CHAT_REQUEST
          .replace("\"stream_options\":{\"include_usage\":true},", "").getBytes(StandardCharsets.UTF_8));
      for (int number = 0; number < 5; number++) {
        next.release();
        String seen = "";
        while (!seen.contains("\"" + number + "\"")) {
          seen += new String(client.some(1024), StandardCharsets.UTF_8);
        }
      }
    }
  }

  @Test
  void keeps_200_parallel_streams_apart() throws Exception {
    try (ProxyRig rig =
        new ProxyRig(
            (request, wire) -> {
              String number = request.headers().get("x-number");
              wire.beginEvents();
              for (int piece = 0; piece < 5; piece++) {
                wire.chunk("data: {\"id\":\"chatcmpl-parallel-" + number + "-xyz\",\"choices\":[{\"delta\":{}}]}\n\n");
                Thread.sleep(5);
              }
              wire.chunk("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1" + number
                  + ",\"completion_tokens\":1}}\n\ndata: [DONE]\n\n");
              wire.endChunks();
            });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<RawClient.Reply>> replies = new ArrayList<>();
      for (int number = 100; number < 300; number++) {
        String header = "x-number: " + number;
        replies.add(threads.submit(() -> RawClient.post(rig.port(), "/v1/chat/completions", Streams.CHAT_REQUEST,
            header, "x-session-id: " + header)));
      }
      for (Future<RawClient.Reply> reply : replies) {
        assertTrue(reply.get().whole());
      }
      for (Fields record : rig.records(200)) {
        assertEquals("x-number: " + String.valueOf(record.count("input_tokens")).substring(1),
            record.text("session_id"));
      }
    }
  }
}
