package dev.tokenly.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The server's events as they happen (text/event-stream); one reader at a time, closed from any thread. */
public final class EventStream implements AutoCloseable {
  private final InputStream body;
  private final BufferedReader lines;
  private final ServerAddress server;

  EventStream(InputStream body, ServerAddress server) {
    this.body = body;
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    this.server = server;
  }

  /** One event: its id to resume after (empty if none), its kind and its JSON. */
  public record Event(String id, String kind, String data) {}

  /** Waits for the next event; null at the stream's end. Throws {@link ApiException} when the connection breaks. */
  public @Nullable Event next() {
    String id = "";
    String kind = "message";
    StringBuilder data = new StringBuilder();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (!data.isEmpty()) {
            return new Event(id, kind, data.toString());
          }
        } else if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          kind = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).stripLeading());
        }
      }
      return null;
    } catch (IOException e) {
      String why = e.getMessage() == null ? "the event stream broke" : e.getMessage();
      throw new ApiException(new Failure.Unreachable(server.toString(), why), e);
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException _) {
      // The connection is gone already, which is all that closing wants.
    }
  }
}
