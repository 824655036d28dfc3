/**
 * The HTTP room: Spark on Jetty behind our own small words. The other rooms see {@link dev.tokenly.server.http.Request},
 * {@link dev.tokenly.server.http.Response}, {@link dev.tokenly.server.http.Route} and {@link
 * dev.tokenly.server.http.Refusal}; nothing of Spark, Jetty or servlets leaves this package.
 *
 * <p>To add an endpoint: write a method {@code Response answer(Request)} in your room, make the object in {@code Assembly},
 * and add one line to {@code Routes} naming method, path, who may call it, and the method.
 */
@NullMarked
package dev.tokenly.server.http;

import org.jspecify.annotations.NullMarked;
