package dev.tokenly.agent.launcher.update;

import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.DurableFile;
import dev.tokenly.model.protocol.ReleaseManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Fetches a release to {@code updates/}, going on where an earlier try was cut, never past the length that was signed. */
final class Download {
  private Download() {}

  /** The verified file; throws saying what is wrong with what came. */
  static Path fetch(ServerLink server, URI address, ReleaseManifest manifest, Path updates) throws IOException {
    DurableFile.createFolder(updates);
    Path part = updates.resolve(manifest.sha256() + ".part");
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (have < manifest.length()) {
      append(server.download(address, have), have, manifest.length(), part);
    }
    if (Files.size(part) != manifest.length()) {
      throw new IOException("the download ended after " + Files.size(part) + " of " + manifest.length() + " bytes");
    }
    if (!WorkerSlots.sha256(part).equals(manifest.sha256())) {
      Files.delete(part);
      throw new IOException("what was downloaded is not what was signed");
    }
    return part;
  }

  private static void append(HttpURLConnection connection, long have, long length, Path part) throws IOException {
    int status = connection.getResponseCode();
    if (status != 200 && status != 206) {
      throw new IOException("the server answered " + status + " to the download");
    }
    boolean goesOn = status == 206 && have > 0;
    long left = goesOn ? length - have : length;
    StandardOpenOption mode = goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (InputStream in = connection.getInputStream();
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
      byte[] buffer = new byte[16 * 1024];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        left -= count;
        if (left < 0) {
          throw new IOException("the download is longer than what was signed");
        }
        out.write(buffer, 0, count);
      }
    }
  }
}
