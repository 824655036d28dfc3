package dev.tokenly.agent.worker.find;

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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks one folder to a depth, through no symbolic link, never into the kernel's pseudo file systems. An unreadable folder
 * is reported and passed over; when time is up the walk ends where it is.
 */
final class Walk extends SimpleFileVisitor<Path> {
  private static final Set<Path> PSEUDO = Set.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  private final Hunt hunt;
  private final Consumer<Found> found;
  private final Consumer<Path> unreadable;
  private final BooleanSupplier timeIsUp;
  private long folders;
  private boolean cut;

  private Walk(Hunt hunt, Consumer<Found> found, Consumer<Path> unreadable, BooleanSupplier timeIsUp) {
    this.hunt = hunt;
    this.found = found;
    this.unreadable = unreadable;
    this.timeIsUp = timeIsUp;
  }

  /** How many folders were looked into, and whether the walk was cut by its time. */
  record Result(long folders, boolean cut) {}

  static Result over(
      Hunt hunt, int depth, Consumer<Found> found, Consumer<Path> unreadable, BooleanSupplier timeIsUp)
      throws IOException {
    Walk walk = new Walk(hunt, found, unreadable, timeIsUp);
    Files.walkFileTree(hunt.folder(), EnumSet.noneOf(FileVisitOption.class), depth, walk);
    return new Result(walk.folders, walk.cut);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (timeIsUp.getAsBoolean()) {
      cut = true;
      return FileVisitResult.TERMINATE;
    }
    if (PSEUDO.contains(folder) || (!folder.equals(hunt.folder()) && isShunned(folder))) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    folders++;
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && hunt.wanted().test(hunt.folder().relativize(file)) && !isShunned(file)) {
      found.accept(new Found(FileFacts.of(file, attributes), hunt.folder()));
    }
    return FileVisitResult.CONTINUE;
  }

  private boolean isShunned(Path path) {
    Path name = path.getFileName();
    return name != null && hunt.shunned().stream().anyMatch(shunned -> shunned.test(name));
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException why) {
    if (Files.isDirectory(path)) {
      unreadable.accept(path);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
    return FileVisitResult.CONTINUE;
  }
}
