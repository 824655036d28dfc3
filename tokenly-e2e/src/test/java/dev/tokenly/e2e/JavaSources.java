package dev.tokenly.e2e;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java files as the compiler's own parser sees them; nothing is resolved, so one broken import stops nothing. */
final class JavaSources {
  private final List<CompilationUnitTree> units = new ArrayList<>();
  private final DocTrees trees;

  JavaSources(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var options = List.of("-proc:none", "--release", "25");
      var task = (JavacTask) compiler.getTask(null, manager, null, options, null,
          manager.getJavaFileObjectsFromPaths(files));
      task.parse().forEach(units::add);
      trees = DocTrees.instance(task);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not parse the Java sources", e);
    }
  }

  List<CompilationUnitTree> units() {
    return units;
  }

  boolean hasDocComment(TreePath path) {
    String comment = trees.getDocComment(path);
    return comment != null && !comment.isBlank();
  }

  /** How many lines a part of a file takes, from its first modifier or annotation to its closing brace. */
  long lines(CompilationUnitTree unit, Tree part) {
    return line(unit, trees.getSourcePositions().getEndPosition(unit, part)) - firstLine(unit, part) + 1;
  }

  /** Where a part of a file begins, as {@code file:line}. */
  String place(CompilationUnitTree unit, Tree part) {
    return name(unit) + ":" + firstLine(unit, part);
  }

  /** The file of a compilation unit, relative to the checkout. */
  static String name(CompilationUnitTree unit) {
    return Checkout.nameOf(Path.of(unit.getSourceFile().toUri()));
  }

  private long firstLine(CompilationUnitTree unit, Tree part) {
    return line(unit, trees.getSourcePositions().getStartPosition(unit, part));
  }

  private static long line(CompilationUnitTree unit, long position) {
    return position == Diagnostic.NOPOS ? 0 : unit.getLineMap().getLineNumber(position);
  }
}
