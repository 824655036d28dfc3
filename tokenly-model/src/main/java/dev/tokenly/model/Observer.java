package dev.tokenly.model;

/** Who can see a call: several observers of one call are one record, with every observer kept in its {@code seen_by}. */
public enum Observer {
  /** The log a tool or an application left. */
  LOG(1),
  /** The metering proxy. */
  PROXY(2),
  /** An OpenTelemetry exporter. */
  OTEL(4);

  private final int bit;

  Observer(int bit) {
    this.bit = bit;
  }

  /** This observer's bit in a stored {@code seen_by}. */
  public int bit() {
    return bit;
  }

  /** The observer behind a record's {@code source_format}. */
  public static Observer of(String sourceFormat) {
    if (sourceFormat.startsWith("proxy")) {
      return PROXY;
    }
    return sourceFormat.startsWith("otlp") || sourceFormat.startsWith("otel") ? OTEL : LOG;
  }
}
