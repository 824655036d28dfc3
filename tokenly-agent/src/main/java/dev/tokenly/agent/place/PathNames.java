package dev.tokenly.agent.place;

import dev.tokenly.formats.log.Machine;
import dev.tokenly.model.Attribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How paths, and the names in them, are told to others: the machine's owner decides, in {@code agent.toml}. */
public sealed interface PathNames permits HomePath, HashedPath {
  Pattern IN_TEXT = Pattern.compile("(?<![\\w~/#])(?:/|[A-Za-z]:\\\\)[^\\s'\",;:()]+");

  /** As the policy says; the key for hashes is in the data folder, made when it is first needed. */
  static PathNames of(LocalPolicy policy, AgentFolders folders) throws IOException {
    if (policy.hashedPaths()) {
      DurableFile.createFolder(folders.data());
      return HashedPath.withKeyIn(folders.namesKey());
    }
    Machine machine = Machine.current();
    Path superuser = Homes.ofSuperuser(machine.platform());
    List<Path> homes = superuser == null ? List.of(machine.home()) : List.of(machine.home(), superuser);
    return new HomePath(homes, Homes.folder(machine.platform()));
  }

  /** The path to tell. */
  String tell(String path);

  /** Who and what a call in a tool's log of that path belongs to, as it is told; never what makes it the call it is. */
  Attribution tell(Attribution who, String path);

  /** A sentence in which paths may occur. */
  default String tellWithin(String sentence) {
    return IN_TEXT.matcher(sentence).replaceAll(path -> Matcher.quoteReplacement(tell(path.group())));
  }
}
