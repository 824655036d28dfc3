package dev.tokenly.server.logging;

import dev.tokenly.model.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A log event for machines: one JSON object a line. */
final class JsonLine extends Formatter {
  @Override
  public String format(LogRecord event) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("timestamp", event.getInstant().toString());
    object.put("level", LevelName.of(event.getLevel()));
    object.put("logger", String.valueOf(event.getLoggerName()));
    object.put("thread", event.getLongThreadID());
    object.put("message", formatMessage(event));
    if (event.getThrown() != null) {
      object.put("exception", StackText.of(event.getThrown()));
    }
    return JsonText.write(object) + '\n';
  }
}
