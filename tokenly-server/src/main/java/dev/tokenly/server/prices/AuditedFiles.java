package dev.tokenly.server.prices;

import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileRepeats;
import dev.tokenly.store.usage.FileStatus;
import dev.tokenly.store.usage.RawFiles;
import dev.tokenly.store.usage.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that brought a session's calls, as far as they are remembered, and what was dropped of each, and why. */
record AuditedFiles(String session, List<FileStatus> files, List<FileRepeats> repeats) {

  /** Those of the records, and those of which another file's sighting counts. */
  static AuditedFiles of(RawFiles known, String session, List<StoredRecord> records) {
    List<FileRepeats> repeats = known.repeats(session);
    List<FileStatus> files =
        Stream.concat(
            records.stream().map(record -> record.provenance().fileId()), repeats.stream().map(FileRepeats::fileId))
            .distinct()
            .flatMap(id -> known.find(id).stream())
            .filter(file -> file.result() != null)
            .toList();
    return new AuditedFiles(session, files, repeats);
  }

  boolean isEmpty() {
    return repeats.isEmpty();
  }

  /** How many of the session's sightings changed nothing. */
  long dropped() {
    return repeats.stream().mapToLong(FileRepeats::duplicates).sum();
  }

  List<Map<String, @Nullable Object>> json() {
    return files.stream().flatMap(file -> Optional.ofNullable(file.result()).map(told -> json(file, told)).stream())
        .toList();
  }

  private Map<String, @Nullable Object> json(FileStatus file, FileStatus.Result result) {
    FileCounts counts = result.counts();
    List<FileRepeats> own = repeats.stream().filter(repeat -> repeat.fileId().equals(counts.fileId())).toList();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file_id", counts.fileId());
    json.put("source_path", file.file().source().path());
    json.put("records_stored", counts.stored());
    json.put("records_replaced", counts.replaced());
    json.put("records_duplicate", counts.duplicate());
    json.put("session_duplicates", own.stream().mapToLong(FileRepeats::duplicates).sum());
    json.put("session_superseded", own.stream().mapToLong(FileRepeats::superseded).sum());
    json.put("why", own.isEmpty() ? "nothing dropped" : String.join("; ", own.stream().flatMap(this::why).toList()));
    return json;
  }

  private Stream<String> why(FileRepeats repeat) {
    List<String> reasons = new ArrayList<>();
    String where = where(repeat);
    if (repeat.duplicates() > 0) {
      reasons.add(repeat.duplicates() + " dropped: the call was counted already, with as much" + where);
    }
    if (repeat.superseded() > 0) {
      reasons.add(repeat.superseded() + " replaced: another file told more of the call" + where);
    }
    return reasons.stream();
  }

  /** A resumed or forked session repeats the calls of the one it came from. */
  private String where(FileRepeats repeat) {
    if (Objects.equals(repeat.countedIn(), repeat.toldIn())) {
      return "";
    }
    return session.equals(repeat.countedIn())
        ? " (told as session " + repeat.toldIn() + ")"
        : " (in session " + repeat.countedIn() + ")";
  }
}
