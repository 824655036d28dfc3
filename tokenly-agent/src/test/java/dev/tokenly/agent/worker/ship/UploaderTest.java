package dev.tokenly.agent.worker.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.worker.keep.ParkedUploads.Origin;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.model.protocol.FileInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploaderTest {
  private static FileInfo.Place told(String path) throws IOException {
    PathNames names = PathNames.of(LocalPolicy.NONE, AgentFolders.in(Path.of("unused")));
    Batch batch =
        new Batch(
            Lines.of("{}\n".getBytes(StandardCharsets.UTF_8)), 1, new Origin(path, "codex", 0, Instant.EPOCH),
            List.of());
    return Uploader.metadata(batch, "u", new Uploader.Sender("host", names), Instant.EPOCH).fileInfo().place();
  }

  /** Whose home it is is nobody's business. */
  @Test
  void a_path_in_ones_own_home_is_told_without_its_name() throws IOException {
    String home = Machine.current().home().toString();
    assertEquals(new FileInfo.Place("~/.codex/a.jsonl", "~/.codex", "a.jsonl"), told(home + "/.codex/a.jsonl"));
    assertEquals(new FileInfo.Place("~/a.jsonl", "~", "a.jsonl"), told(home + "/a.jsonl"));
    assertEquals(new FileInfo.Place("/var/log/a.jsonl", "/var/log", "a.jsonl"), told("/var/log/a.jsonl"));
    assertEquals(home + "s/a.jsonl", told(home + "s/a.jsonl").originalPath());
  }
}
