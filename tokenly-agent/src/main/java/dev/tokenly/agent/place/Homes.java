package dev.tokenly.agent.place;

import dev.tokenly.formats.log.Machine.Platform;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where people's homes lie. */
public final class Homes {
  private Homes() {}

  /** The folder that holds them. */
  public static Path folder(Platform platform) {
    return switch (platform) {
      case LINUX -> Path.of("/home");
      case MACOS -> Path.of("/Users");
      case WINDOWS -> Path.of("C:\\Users");
    };
  }

  /** The superuser's home, which lies elsewhere; null where there is none. */
  public static @Nullable Path ofSuperuser(Platform platform) {
    return switch (platform) {
      case LINUX -> Path.of("/root");
      case MACOS -> Path.of("/var/root");
      case WINDOWS -> null;
    };
  }

  /** Every home in such a folder, sorted by name; none when it cannot be read. */
  public static List<Path> in(Path folder) {
    List<Path> homes = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
      folders.forEach(homes::add);
    } catch (IOException _) {
      // no such folder: no homes
    }
    homes.sort(null);
    return homes;
  }
}
