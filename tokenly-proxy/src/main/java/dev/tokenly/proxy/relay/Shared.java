package dev.tokenly.proxy.relay;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** What all connections of the proxy share: threads, timers, buffers, where names are looked up, and a private CA. */
record Shared(
    Executor executor, Scheduler scheduler, ByteBufferPool buffers, Names names, @Nullable Path caFile) {}
