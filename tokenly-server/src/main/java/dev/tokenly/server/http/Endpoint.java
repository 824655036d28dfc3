package dev.tokenly.server.http;

import java.io.IOException;

/**
 * Answers one kind of request: reads, checks, asks, answers. Throws {@link Refusal} to refuse; any other exception is
 * looked up in {@link Failures}.
 */
@FunctionalInterface
public interface Endpoint {
  Response answer(Request request) throws IOException, InterruptedException;
}
