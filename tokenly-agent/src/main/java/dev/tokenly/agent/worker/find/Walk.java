package dev.tokenly.agent.worker.find;

import dev.tokenly.agent.worker.keep.Cleanup;
import dev.tokenly.agent.worker.read.FileFacts;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks a hunt's folder, or one below it, to a depth, through no symbolic link, never into the kernel's pseudo file
 * systems. An unreadable folder is reported and passed over; when time is up the walk ends where it is.
 */
final class Walk extends SimpleFileVisitor<Path> {
  private static final Set<Path> PSEUDO = Set.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  private final Hunt hunt;
  private final Eyes eyes;
  private final BooleanSupplier timeIsUp;
  private boolean cut;

  private Walk(Hunt hunt, Eyes eyes, BooleanSupplier timeIsUp) {
    this.hunt = hunt;
    this.eyes = eyes;
    this.timeIsUp = timeIsUp;
  }

  /**
   * What a walk knows (ids of files met before, folders not worth entering) and whom it tells what it sees; {@code below}
   * hears of folders that lie deeper than this walk goes.
   */
  record Eyes(
      Predicate<String> known,
      Predicate<Path> barren,
      BiConsumer<Hunt, FileFacts> found,
      Consumer<Path> folder,
      Consumer<Path> below,
      Consumer<Path> unreadable) {}

  /** Walks; answers true when it was cut by its time. */
  static boolean over(Hunt hunt, Path from, int depth, Eyes eyes, BooleanSupplier timeIsUp) throws IOException {
    Walk walk = new Walk(hunt, eyes, timeIsUp);
    Files.walkFileTree(from, EnumSet.noneOf(FileVisitOption.class), depth, walk);
    return walk.cut;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (timeIsUp.getAsBoolean()) {
      cut = true;
      return FileVisitResult.TERMINATE;
    }
    boolean base = folder.equals(hunt.folder());
    if (PSEUDO.contains(folder) || (!base && (isShunned(folder) || (!hunt.certain() && eyes.barren().test(folder))))) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    eyes.folder().accept(folder);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      if (attributes.isDirectory()) {
        eyes.below().accept(file);
      }
      return FileVisitResult.CONTINUE;
    }
    FileFacts facts = FileFacts.of(file, attributes);
    if (eyes.known().test(facts.id()) || isWanted(file)) { // in this order: most files of most scans are known
      eyes.found().accept(hunt, facts);
    }
    return FileVisitResult.CONTINUE;
  }

  private boolean isWanted(Path file) {
    return hunt.wanted().test(hunt.folder().relativize(file)) && !isShunned(file);
  }

  private boolean isShunned(Path path) {
    Path name = path.getFileName();
    if (name != null && name.toString().startsWith(Cleanup.TRASH)) {
      return true;
    }
    return name != null && hunt.shunned().stream().anyMatch(shunned -> shunned.test(name));
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException why) {
    if (Files.isDirectory(path)) {
      eyes.unreadable().accept(path);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
    return FileVisitResult.CONTINUE;
  }
}
