package dev.tokenly.server.http;

/** Tells who is calling; throws a {@link Refusal} with 401 when the request carries no valid credential. */
@FunctionalInterface
public interface Doorkeeper {
  /** The caller behind the request's credential; {@code access} says what the route asks for. */
  Caller admit(Request request, Access access);
}
