package dev.tokenly.server.http;

/** Hears of every answered request, for the metrics. */
@FunctionalInterface
public interface RequestLog {
  /** The route's label, the status answered and how long it took, the streamed body included. */
  void answered(String route, int status, long nanos);
}
