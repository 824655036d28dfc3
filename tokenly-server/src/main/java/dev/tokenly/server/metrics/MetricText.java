package dev.tokenly.server.metrics;

import java.util.Map;

/** Builds the Prometheus text format, version 0.0.4. */
public final class MetricText {
  private final StringBuilder text = new StringBuilder(8192);

  void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void sample(String name, String labels, Number value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    boolean isWhole = value instanceof Long || value instanceof Integer;
    text.append(' ').append(isWhole ? value.toString() : Double.toString(value.doubleValue())).append('\n');
  }

  /** A value that goes up and down. */
  public void gauge(String name, String help, Number value) {
    family(name, "gauge", help);
    sample(name, "", value);
  }

  /** One value a label, each going up and down. */
  public void gauges(String name, String help, String label, Map<String, ? extends Object> values) {
    family(name, "gauge", help);
    values.forEach((key, value) -> sample(name, label + "=\"" + key + '"', (Number) value));
  }

  /** One value a label, each only going up. */
  public void counters(String name, String help, String label, Map<String, Long> values) {
    family(name, "counter", help);
    values.forEach((key, value) -> sample(name, label + "=\"" + key + '"', value));
  }

  /** A value that only goes up. */
  public void counter(String name, String help, Number value) {
    family(name, "counter", help);
    sample(name, "", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
