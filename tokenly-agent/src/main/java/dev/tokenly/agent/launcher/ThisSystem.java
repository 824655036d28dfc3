package dev.tokenly.agent.launcher;

import dev.tokenly.model.protocol.SystemInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a heartbeat says about the machine. */
final class ThisSystem {
  private ThisSystem() {}

  static SystemInfo info() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    return new SystemInfo(
        os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux",
        arch.equals("aarch64") || arch.startsWith("arm") ? "arm64" : "x64",
        distribution(),
        uptime());
  }

  /** The platform as releases name it, such as {@code linux-x64}. */
  static String platform() {
    SystemInfo info = info();
    return info.os() + '-' + info.arch();
  }

  private static @Nullable String distribution() {
    try {
      for (String line : Files.readAllLines(Path.of("/etc/os-release"))) {
        if (line.startsWith("PRETTY_NAME=")) {
          return line.substring("PRETTY_NAME=".length()).replace("\"", "");
        }
      }
      return null;
    } catch (IOException _) {
      return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
  }

  private static @Nullable Long uptime() {
    try {
      String seconds = Files.readString(Path.of("/proc/uptime"));
      return Long.valueOf(seconds.substring(0, seconds.indexOf('.')));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
      return null;
    }
  }
}
