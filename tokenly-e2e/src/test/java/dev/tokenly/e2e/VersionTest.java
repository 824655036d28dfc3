package dev.tokenly.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The one place that tells the version says what the build says. */
class VersionTest {
  @Test
  void is_the_builds() throws IOException {
    String pom = Files.readString(Checkout.root().resolve("pom.xml"));
    String own = pom.substring(pom.indexOf("<artifactId>tokenly</artifactId>"));
    String version = own.substring(own.indexOf("<version>") + "<version>".length(), own.indexOf("</version>"));
    assertEquals(version.replace("-SNAPSHOT", ""), Version.TEXT);
  }
}
