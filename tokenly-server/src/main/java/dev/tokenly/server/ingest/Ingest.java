package dev.tokenly.server.ingest;

import dev.tokenly.model.price.Pricer;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.ingest.journal.Disk;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.ingest.journal.JournalLimits;
import dev.tokenly.server.ingest.journal.SyncFailed;
import dev.tokenly.server.ingest.process.IngestState;
import dev.tokenly.server.ingest.process.PostProcessor;
import dev.tokenly.server.ingest.upload.ClientCheck;
import dev.tokenly.server.ingest.upload.Crowd;
import dev.tokenly.server.ingest.upload.UploadEndpoint;
import dev.tokenly.store.Store;
import dev.tokenly.store.usage.AppendResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The room as a whole: what was accepted before this start is processed first, uploads are taken from now on, and the
 * journal is kept in order.
 */
public final class Ingest implements AutoCloseable {
  private final Journal journal;
  private final PostProcessor processor;
  private final JournalCare care;
  private final UploadEndpoint upload;
  private final FileEndpoints files;

  /** What the room needs of the others. */
  public record Neighbours(Store store, Administration administration, Pricer pricer, ClientCheck clients,
      Supplier<IngestLimits> limits,
      Clock clock) {}

  /** Who is told what: every commit, and a disk that cannot sync, after which the process must end at once. */
  public record Listeners(Consumer<AppendResult> onCommit, Consumer<SyncFailed> onSyncFailure) {}

  private Ingest(Path folder, Journal journal, Neighbours needs, Consumer<AppendResult> onCommit) throws IOException {
    this.journal = journal;
    Crowd crowd = new Crowd();
    PostProcessor.Parts parts =
        new PostProcessor.Parts(
            needs.store().usage(),
            needs.pricer(),
            () -> needs.limits().get().maxTokensPerField(),
            needs.clock(),
            onCommit,
            crowd::letPass);
    this.processor = new PostProcessor(journal, parts, Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
    this.files = new FileEndpoints(journal, processor, needs.store(), needs.administration());
    files.resumeRetries();
    this.care =
        new JournalCare(journal, needs.store().usage(), () -> needs.limits().get().rawRetention(), needs.clock());
    UploadEndpoint.Admission admission =
        new UploadEndpoint.Admission(needs.clients(), () -> needs.limits().get().uploads());
    this.upload = new UploadEndpoint(incoming(folder), journal, admission, crowd, needs.clock(), processor::accept);
  }

  /** Opens the room in a folder of its own. */
  public static Ingest open(Path folder, Neighbours needs, Listeners listeners) throws IOException {
    Path journals = folder.resolve("journal");
    boolean everything =
        needs.store().recovery().journalNeeded() || uploadUnknownTo(needs.store(), folder).isPresent();
    Journal journal = Journal.open(journals, JournalLimits.DEFAULT, everything, Disk.REAL, listeners.onSyncFailure());
    try {
      return new Ingest(folder, journal, needs, listeners.onCommit());
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** A database put back from an old backup does not know what the journal knows to be settled: an upload's id. */
  public static Optional<String> uploadUnknownTo(Store store, Path folder) throws IOException {
    return Journal.newestSealed(folder.resolve("journal"))
        .map(newest -> newest.entry().id().toString())
        .filter(id -> store.usage().files().find(id).isEmpty());
  }

  /** Where large uploads are kept while they arrive; what a crash left there was never acknowledged. */
  private static Path incoming(Path folder) throws IOException {
    Path incoming = Files.createDirectories(folder.resolve("incoming"));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming, "upload-*.tmp")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    return incoming;
  }

  /** {@code POST /api/ingest}. */
  public Endpoint upload() {
    return upload;
  }

  /** The calls under {@code /api/manage/files}. */
  public FileEndpoints files() {
    return files;
  }

  /** How far behind processing is. */
  public IngestState state() {
    return processor.state();
  }

  @Override
  public void close() {
    care.close();
    processor.close();
    journal.close();
  }
}
