package dev.tokenly.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocCommentsTest {
  @Test
  void every_public_type_says_what_it_is() {
    assertEquals("", String.join("\n", silent(Checkout.javaSources("main"))));
  }

  @Test
  void sees_a_public_type_without_a_comment(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("A.java"), """
        /** Said. */
        public class A {
          public record Silent() {}
          record Ours() {}
          /** Said. */
          public enum Said { ONE }
        }
        """);

    assertEquals(List.of("A.java:3 Silent"), silent(List.of(file)));
  }

  private static List<String> silent(List<Path> files) {
    var sources = new JavaSources(files);
    List<String> silent = new ArrayList<>();
    for (var unit : sources.units()) {
      new TreePathScanner<Void, Void>() {
        @Override
        public Void visitClass(ClassTree type, Void unused) {
          boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
          if (isPublic && !sources.hasDocComment(getCurrentPath())) {
            silent.add(sources.place(unit, type) + " " + type.getSimpleName());
          }
          return super.visitClass(type, null);
        }
      }.scan(new TreePath(unit), null);
    }
    return silent;
  }
}
