package dev.tokenly.store;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileRepeats;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever brought a call can be named, also when another file's sighting is the one that counts. */
public abstract class FileRepeatsContract {
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");

  private Store store;

  protected abstract Store open();

  @BeforeEach
  void begin() {
    store = open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static UsageRecord call(String id, String session, long output) {
    return Samples.record(id, null, TIME, new Tokens(10, 0, 0, 0, 0, output, 0), "claude-code",
        new Attribution("claude-code", null, null, session, id, null, null));
  }

  private FileRecords append(UsageRecord... calls) {
    FileRecords file = file("client", calls);
    store.usage().append(batch(file));
    return file;
  }

  private List<FileRepeats> repeats(String session) {
    return store.usage().files().repeats(session).stream()
        .sorted(Comparator.comparingLong(FileRepeats::duplicates)).toList();
  }

  @Test
  void names_a_file_of_duplicates_alone_under_both_its_session_and_the_one_that_counts() {
    append(call("msg_1", "first", 5), call("msg_2", "first", 6));
    FileRecords resumed = append(call("msg_1", "resumed", 5), call("msg_2", "resumed", 6));
    List<FileRepeats> told = List.of(new FileRepeats(resumed.file().id(), "first", "resumed", 2, 0));
    assertEquals(told, repeats("first"));
    assertEquals(told, repeats("resumed"));
    assertEquals(List.of(), repeats("another"));
  }

  @Test
  void names_the_file_whose_smaller_sighting_was_replaced() {
    FileRecords small = append(call("msg_1", "first", 1));
    append(call("msg_1", "first", 9));
    assertEquals(List.of(new FileRepeats(small.file().id(), "first", "first", 0, 1)), repeats("first"));
  }

  @Test
  void says_nothing_of_a_call_that_grew_within_its_file() {
    append(call("msg_1", "first", 1), call("msg_1", "first", 9));
    assertEquals(List.of(), repeats("first"));
  }

  @Test
  void forgets_with_the_file() {
    append(call("msg_1", "first", 5));
    append(call("msg_1", "first", 5));
    store.usage().files().forgetProcessed(Instant.parse("2026-12-20T00:00:00Z"));
    assertEquals(List.of(), repeats("first"));
  }
}
