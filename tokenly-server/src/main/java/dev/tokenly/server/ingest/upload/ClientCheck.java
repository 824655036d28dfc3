package dev.tokenly.server.ingest.upload;

import dev.tokenly.server.http.Request;

/** Finds the approved client behind an upload by host name and key, or throws the refusal that says why there is none. */
@FunctionalInterface
public interface ClientCheck {
  /** The client's id. */
  String admit(String hostname, Request request);
}
