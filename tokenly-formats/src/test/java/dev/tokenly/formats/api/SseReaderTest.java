package dev.tokenly.formats.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
  private static final String STREAM =
      """
      \ufeffevent: message_start
      : a comment
      data: {"a":"ü€"}

      data:no space
      data: second line

      id: 7
      retry: 10

      data: [DONE]

      data: never finished""";

  private static List<SseEvent> read(byte[] stream, int... cuts) {
    List<SseEvent> events = new ArrayList<>();
    SseReader reader = new SseReader(100, events::add);
    int from = 0;
    for (int cut : cuts) {
      reader.feed(stream, from, cut);
      from = cut;
    }
    reader.feed(stream, from, stream.length);
    return events;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void reads_the_same_events_wherever_the_stream_is_cut(String newline) {
    byte[] stream = STREAM.replace("\n", newline).getBytes(StandardCharsets.UTF_8);
    List<SseEvent> whole = read(stream);
    assertEquals(
        List.of("{\"a\":\"ü€\"}", "no space\nsecond line", "[DONE]"), whole.stream().map(SseEvent::data).toList());
    assertEquals(List.of("message_start", "message", "message"), whole.stream().map(SseEvent::type).toList());
    for (int cut = 0; cut <= stream.length; cut++) {
      assertEquals(texts(whole), texts(read(stream, cut)), "cut at " + cut);
    }
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int[] cuts = random.ints(5, 0, stream.length).sorted().toArray();
      assertEquals(texts(whole), texts(read(stream, cuts)));
    }
  }

  private static List<String> texts(List<SseEvent> events) {
    return events.stream().map(event -> event.type() + event.data() + event.from()).toList();
  }

  @Test
  void says_which_bytes_of_the_stream_an_event_was() {
    String stream = "data: one\n\ndata: two\r\n\r\ndata: three\n\n";
    List<SseEvent> events = read(stream.getBytes(StandardCharsets.UTF_8));
    assertEquals(0, events.getFirst().from());
    assertEquals(11, events.get(0).to());
    assertEquals(11, events.get(1).from());
    assertEquals(stream.indexOf("data: three"), events.get(2).from());
  }

  @Test
  void drops_an_event_over_its_limit_and_goes_on() {
    List<SseEvent> events = new ArrayList<>();
    SseReader reader = new SseReader(100, events::add);
    byte[] stream = ("data: " + "x".repeat(500) + "\n\ndata: after\n\n").getBytes(StandardCharsets.UTF_8);
    reader.feed(stream, 0, stream.length);
    assertEquals(List.of("after"), events.stream().map(SseEvent::data).toList());
    assertEquals(1, reader.dropped());
  }
}
