package dev.tokenly.e2e;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The hard limits of the house: how long a file and a method may be, and how many parameters a method or constructor
 * may take. The components of a record are its shape, not a parameter list, and have no limit here.
 */
final class Limits {
  static final int FILE_LINES = 300;
  static final int METHOD_LINES = 40;
  static final int PARAMETERS = 7;

  private Limits() {}

  /** One sentence for each limit that is passed; empty when all is well. */
  static List<String> passed(List<Path> files) {
    List<String> passed = new ArrayList<>();
    var sources = new JavaSources(files);
    for (CompilationUnitTree unit : sources.units()) {
      long lines = countLines(Path.of(unit.getSourceFile().toUri()));
      if (lines > FILE_LINES) {
        passed.add("%s has %d lines, at most %d".formatted(JavaSources.name(unit), lines, FILE_LINES));
      }
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void unused) {
          passed.addAll(passedBy(method, sources, unit));
          return super.visitMethod(method, null);
        }
      }.scan(unit, null);
    }
    return passed;
  }

  private static List<String> passedBy(MethodTree method, JavaSources sources, CompilationUnitTree unit) {
    List<String> passed = new ArrayList<>();
    String name = sources.place(unit, method) + " " + method.getName();
    long lines = sources.lines(unit, method);
    if (lines > METHOD_LINES) {
      passed.add("%s has %d lines, at most %d".formatted(name, lines, METHOD_LINES));
    }
    int parameters = method.getParameters().size();
    if (parameters > PARAMETERS) {
      passed.add("%s takes %d parameters, at most %d".formatted(name, parameters, PARAMETERS));
    }
    return passed;
  }

  private static long countLines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + file, e);
    }
  }
}
