package dev.tokenly.formats.scan;

import dev.tokenly.formats.log.Place;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Lists the regular files below a folder in a steady order, following no links; what cannot be listed is told. */
final class FileWalk {
  private FileWalk() {}

  /** The files of a tool's place; none when its folder does not exist. */
  static List<Path> below(Place place, BiConsumer<Path, IOException> cannotRead) {
    if (!Files.isDirectory(place.root())) {
      return List.of();
    }
    PathMatcher matcher = place.matcher();
    return below(place.root(), cannotRead).stream()
        .filter(file -> matcher.matches(place.root().relativize(file)))
        .toList();
  }

  /** The file itself, or every file below the folder. */
  static List<Path> below(Path root, BiConsumer<Path, IOException> cannotRead) {
    List<Path> files = new ArrayList<>();
    FileVisitor<Path> collector =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && attributes.size() > 0) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            cannotRead.accept(file, e);
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(root, collector);
    } catch (IOException e) {
      cannotRead.accept(root, e);
    }
    return files;
  }
}
