package dev.tokenly.store.usage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The states of raw files. A file is {@code pending} from {@link #register}, {@code processing} from {@link #claim} and
 * {@code processed} or {@code failed} from the {@link UsageStore#append} that carried it, which registers files it does
 * not know. Every call is atomic and idempotent.
 */
public interface RawFiles {
  /** Notes accepted files as pending; those known already stay as they are. */
  void register(Collection<RawFile> files);

  /** Takes up to that many pending files, oldest first, and marks them processing; no two callers get the same. */
  List<RawFile> claim(int limit);

  /** Gives claimed files back as pending; with an empty collection every claimed one (after a crash). */
  void release(Collection<String> ids);

  /** A failed file becomes pending again; false when there is none of that id that failed. */
  boolean retry(String id);

  /** Forgets a pending or failed file for good; false when there is none. Its bytes are the caller's business. */
  boolean discard(String id);

  Optional<FileStatus> find(String id);

  /** The file a client sent under that idempotency key. */
  Optional<FileStatus> findUpload(String clientId, String uploadId);

  Page<FileStatus> list(FileQuery query);

  /**
   * Files, also those none of whose records is left, that brought calls of a session or told them as a session's which
   * another file counts; as long as the files are remembered.
   */
  List<FileRepeats> repeats(String sessionId);

  /** Forgets processed files received before that time; answers how many. */
  long forgetProcessed(Instant before);

  /** Files, records and errors counted since a moment, per client when wanted for their statistics. */
  List<ClientIngest> ingestSince(Instant since);
}
