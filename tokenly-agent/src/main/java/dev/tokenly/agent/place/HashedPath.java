package dev.tokenly.agent.place;

import dev.tokenly.model.Attribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Paths as hashes that are always the same for the same path, under a key that never leaves the machine: without it no
 * list of likely names tells which one a hash is of. So is a project, which is a folder's name, and a session that has no
 * other name than its file or folder; an id that a tool made up stays what it is.
 */
public final class HashedPath implements PathNames {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int TOLD_BYTES = 8;

  private final SecretKeySpec key;

  HashedPath(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** With the key in a file; one that is none any more is put aside, and names are told anew under another. */
  static HashedPath withKeyIn(Path file) throws IOException {
    byte[] key = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    if (key.length != KEY_BYTES) {
      if (key.length > 0) {
        DurableFile.moveAside(file);
      }
      key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      DurableFile.write(file, key);
    }
    return new HashedPath(key);
  }

  @Override
  public String tell(String path) {
    Path folder = Path.of(path).getParent();
    return (folder == null ? "" : hash("path", folder.toString()) + '/') + hash("path", path);
  }

  @Override
  public Attribution tell(Attribution who, String path) {
    String session = who.sessionId();
    String project = who.project();
    return new Attribution(
        who.application(), who.environment(), who.userId(),
        session != null && isNameIn(path, session) ? hash("session", session) : session, who.requestId(),
        who.alternateRequestId(), project == null ? null : hash("project", project));
  }

  private static boolean isNameIn(String path, String session) {
    return StreamSupport.stream(Path.of(path).spliterator(), false).anyMatch(name -> name.toString().equals(session));
  }

  /** Hashes of different kinds are not to be compared. */
  private String hash(String kind, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] all = mac.doFinal((kind + '\n' + text).getBytes(StandardCharsets.UTF_8));
      return '#' + HexFormat.of().formatHex(Arrays.copyOf(all, TOLD_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
    }
  }
}
