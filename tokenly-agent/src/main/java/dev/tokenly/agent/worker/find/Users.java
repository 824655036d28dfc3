package dev.tokenly.agent.worker.find;

import dev.tokenly.agent.place.Homes;
import dev.tokenly.agent.worker.read.LinkFree;
import dev.tokenly.formats.log.Machine;
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
      List<Path> homes = new ArrayList<>(Homes.in(Homes.folder(own.platform())));
      Path superuser = Homes.ofSuperuser(own.platform());
      if (superuser != null && Files.isDirectory(superuser)) {
        homes.add(superuser);
      }
      for (Path home : homes) {
        if (!home.equals(own.home())) {
          users.add(own.forHome(home));
        }
      }
    }
    return users;
  }
}
