package dev.tokenly.formats.scan;

import dev.tokenly.formats.log.Place;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds the regular files below a folder in a steady order, following no links; what cannot be listed is told. */
final class FileWalk extends SimpleFileVisitor<Path> {
  private final Consumer<Path> found;
  private final BiConsumer<Path, IOException> cannotRead;

  private FileWalk(Consumer<Path> found, BiConsumer<Path, IOException> cannotRead) {
    this.found = found;
    this.cannotRead = cannotRead;
  }

  /** Tells the files of a tool's place as they are found; none when its folder does not exist. */
  static void below(Place place, Consumer<Path> found, BiConsumer<Path, IOException> cannotRead) {
    if (!Files.isDirectory(place.root())) {
      return;
    }
    PathMatcher matcher = place.matcher();
    below(
        place.root(),
        file -> {
          if (matcher.matches(place.root().relativize(file))) {
            found.accept(file);
          }
        },
        cannotRead);
  }

  /** Tells the file itself, or every file below the folder, as they are found. */
  static void below(Path root, Consumer<Path> found, BiConsumer<Path, IOException> cannotRead) {
    try {
      Files.walkFileTree(root, new FileWalk(found, cannotRead));
    } catch (IOException e) {
      cannotRead.accept(root, e);
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && attributes.size() > 0) {
      found.accept(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    cannotRead.accept(file, e);
    return FileVisitResult.CONTINUE;
  }
}
