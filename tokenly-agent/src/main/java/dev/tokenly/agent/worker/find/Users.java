package dev.tokenly.agent.worker.find;

import dev.tokenly.agent.worker.read.LinkFree;
import dev.tokenly.formats.log.Machine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whose logs are collected: an ordinary user's own, or, for root and for a service user, those of every home. */
public final class Users {
  private Users() {}

  /** The agent's own user first. */
  public static List<Machine> whoseLogsAreRead(boolean everyHome) {
    Machine own = Machine.current().with(LinkFree.OPENING);
    List<Machine> users = new ArrayList<>(List.of(own));
    if (everyHome) {
      for (Path home : homes(own)) {
        if (!home.equals(own.home())) {
          users.add(own.forHome(home));
        }
      }
    }
    return users;
  }

  private static List<Path> homes(Machine machine) {
    Path parent =
        switch (machine.platform()) {
          case LINUX -> Path.of("/home");
          case MACOS -> Path.of("/Users");
          case WINDOWS -> Path.of("C:\\Users");
        };
    List<Path> homes = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
      folders.forEach(homes::add);
    } catch (IOException _) {
      // no such folder: no other homes
    }
    homes.sort(null);
    return homes;
  }
}
