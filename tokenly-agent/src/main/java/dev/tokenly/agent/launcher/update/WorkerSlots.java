package dev.tokenly.agent.launcher.update;

import dev.tokenly.agent.place.DurableFile;
import dev.tokenly.model.Hash128;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The worker that runs and the one before: {@code tokenly-worker.jar} and {@code tokenly-worker.backup.jar} in the data
 * folder. Without a jar the worker that came with the launcher runs. Every step is one rename, so that a kill between any
 * two leaves exactly one valid worker.
 */
public final class WorkerSlots {
  /** What {@link #current} answers for the worker that came with the launcher. */
  public static final String BUILT_IN = "built-in";

  private final Path active;
  private final Path backup;
  private final String builtIn;

  /** The slots of a data folder; {@code builtIn} is the launcher's own class path. */
  public WorkerSlots(Path data, String builtIn) {
    this.active = data.resolve("tokenly-worker.jar");
    this.backup = data.resolve("tokenly-worker.backup.jar");
    this.builtIn = builtIn;
  }

  /** The class path to start the worker with. */
  public String classPath() {
    return Files.exists(active) ? active + File.pathSeparator + builtIn : builtIn;
  }

  /** The SHA-256 of the jar that runs, or {@link #BUILT_IN}. */
  public String current() throws IOException {
    return Files.exists(active) ? sha256(active) : BUILT_IN;
  }

  /** Puts a verified jar in place and the one before aside. */
  public void install(Path jar) throws IOException {
    if (Files.exists(active)) {
      move(active, backup);
    } else {
      Files.deleteIfExists(backup);
    }
    move(jar, active);
  }

  /** Brings back the worker that ran before, wherever an installation was interrupted. */
  public void restore(String before) throws IOException {
    if (current().equals(before)) {
      return;
    }
    if (before.equals(BUILT_IN)) {
      Files.deleteIfExists(active);
    } else if (Files.exists(backup) && sha256(backup).equals(before)) {
      move(backup, active);
    } else {
      throw new IOException("the worker that ran before is gone; the one that came with the launcher will run");
    }
  }

  /** Takes whatever jar there is out of the way: the worker that came with the launcher runs. */
  public void useBuiltIn() throws IOException {
    Files.deleteIfExists(active);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = to.getParent();
    if (folder != null) {
      DurableFile.syncFolder(folder);
    }
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = Hash128.sha256();
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
