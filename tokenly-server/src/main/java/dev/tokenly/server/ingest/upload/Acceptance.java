package dev.tokenly.server.ingest.upload;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.protocol.UploadReply;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.ingest.journal.Entry;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.ingest.journal.JournalUnavailable;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a received upload durable and answers it; a repetition under the same key gets the first one's answer and is kept
 * once. The id of a keyed upload is derived from client, key and bytes, so that even a repetition after a restart is the
 * same file to the ledger.
 */
final class Acceptance {
  private static final int REMEMBERED = 20_000;

  private final Journal journal;
  private final InstantSource clock;
  private final Consumer<Filed> onAccepted;
  private final Map<String, Answered> answered = new LinkedHashMap<>();

  Acceptance(Journal journal, InstantSource clock, Consumer<Filed> onAccepted) {
    this.journal = journal;
    this.clock = clock;
    this.onAccepted = onAccepted;
  }

  /** An answer given before, and the hash of the bytes it was given for. */
  private record Answered(String sha256, UploadReply.Accepted reply) {}

  /** Refuses with 503 while the journal takes no more, before anything is transferred. */
  void checkRoom() {
    try {
      journal.checkRoom(0);
    } catch (JournalUnavailable e) {
      throw unavailable(e);
    }
  }

  /** Blocks until the bytes are durable. */
  UploadReply.Accepted accept(String clientId, Claim claim, Spool.Received received) throws InterruptedException {
    if (claim.sha256() != null && !claim.sha256().equals(received.sha256())) {
      throw Refusal.of(400, "hash_mismatch", "file_hash is not the SHA-256 of the bytes that arrived");
    }
    String key = claim.key() == null ? null : clientId + '/' + claim.key();
    Answered before = key == null ? null : recall(key);
    if (before != null) {
      if (before.sha256.equals(received.sha256())) {
        return before.reply;
      }
      throw Refusal.of(422, "idempotency_key_reused", "this upload id was used for other bytes");
    }
    Entry entry =
        new Entry(
            id(key, received.sha256()),
            clock.instant(),
            new Entry.Sender(clientId, claim.hostname()),
            claim.source(),
            received.bytes(),
            received.lines());
    UploadReply.Accepted reply = keep(entry, received);
    if (key != null) {
      remember(key, new Answered(received.sha256(), reply));
    }
    return reply;
  }

  private UploadReply.Accepted keep(Entry entry, Spool.Received received) throws InterruptedException {
    try {
      onAccepted.accept(journal.append(entry, received.content()));
    } catch (JournalUnavailable e) {
      throw unavailable(e);
    }
    return new UploadReply.Accepted(
        entry.id().toString(), entry.bytes(), entry.lines(), "accepted; it is counted within a second",
        entry.receivedAt());
  }

  private static UUID id(@Nullable String key, String sha256) {
    if (key == null) {
      return UUID.randomUUID();
    }
    Hash128 hash = Hash128.of(key + '\n' + sha256);
    return new UUID(hash.high(), hash.low());
  }

  private @Nullable Answered recall(String key) {
    synchronized (answered) {
      return answered.get(key);
    }
  }

  private void remember(String key, Answered answer) {
    synchronized (answered) {
      answered.put(key, answer);
      if (answered.size() > REMEMBERED) {
        answered.remove(answered.keySet().iterator().next());
      }
    }
  }

  private static Refusal unavailable(JournalUnavailable e) {
    return Refusal.unavailable("storage_unavailable", String.valueOf(e.getMessage()), 5);
  }
}
