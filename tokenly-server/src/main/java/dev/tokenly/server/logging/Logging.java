package dev.tokenly.server.logging;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up the process's log: standard error, one event a line, as text or as JSON. */
public final class Logging {
  /** The libraries below only speak when something is wrong. */
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  private static final Logger SPARK = Logger.getLogger("spark");

  /** At debug the JDK tells every certificate it trusts, and that the process ends. */
  private static final List<Logger> JDK = List.of(Logger.getLogger("jdk"), Logger.getLogger("java"));

  private Logging() {}

  /** {@code level} is error, warn, info or debug. */
  public static void configure(String level, boolean json) {
    LogManager.getLogManager().reset();
    Handler console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    console.setFormatter(json ? new JsonLine() : new TextLine());
    Logger root = Logger.getLogger("");
    root.addHandler(console);
    root.setLevel(
        switch (level) {
          case "error" -> Level.SEVERE;
          case "warn" -> Level.WARNING;
          case "debug" -> Level.FINE;
          default -> Level.INFO;
        });
    JETTY.setLevel(Level.WARNING);
    SPARK.setLevel(Level.SEVERE);
    JDK.forEach(logger -> logger.setLevel(Level.WARNING));
  }
}
