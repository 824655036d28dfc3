package dev.tokenly.agent.launcher.update;

import dev.tokenly.model.protocol.ReleaseManifest;
import java.nio.file.Path;

/** How fetching a release ended. */
public sealed interface Fetch {

  /** It lies there, verified. */
  record Ready(ReleaseManifest manifest, Path file) implements Fetch {}

  /** It could not be fetched, or is not what was signed. */
  record Failed(String version, String why) implements Fetch {}
}
