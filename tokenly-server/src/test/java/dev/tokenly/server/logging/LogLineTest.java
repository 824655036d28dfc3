package dev.tokenly.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private static final String HOSTILE = "user\n{\"level\":\"INFO\",\"message\":\"forged\"}\u001b[2J";

  @Test
  void n47_a_line_break_in_a_value_makes_no_second_event() {
    String text = new TextLine().format(new LogRecord(Level.WARNING, HOSTILE));
    String json = new JsonLine().format(new LogRecord(Level.WARNING, HOSTILE));
    assertEquals(1, text.lines().count(), text);
    assertEquals(1, json.lines().count(), json);
    assertFalse(text.contains("\u001b") || json.contains("\u001b"));
  }

  @Test
  void a_json_line_is_an_object_with_the_trace_in_it() {
    LogRecord event = new LogRecord(Level.SEVERE, "it broke");
    event.setLoggerName("dev.tokenly.server.Assembly");
    event.setThrown(new IllegalStateException("because"));
    Map<String, Object> line = JsonText.object(new JsonLine().format(event));
    assertEquals("error", line.get("level"));
    assertEquals("it broke", line.get("message"));
    assertTrue(String.valueOf(line.get("exception")).contains("IllegalStateException: because"));
  }

  @Test
  void debug_is_about_the_server_and_not_about_the_certificates_the_jdk_trusts() {
    Logging.configure("debug", false);
    try {
      assertFalse(Logger.getLogger("jdk.event.security").isLoggable(Level.FINE));
      assertTrue(Logger.getLogger("dev.tokenly.server").isLoggable(Level.FINE));
    } finally {
      Logging.configure("info", false);
    }
  }
}
