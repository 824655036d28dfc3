package dev.tokenly.store.usage;

import java.io.IOException;

/** Takes records of a stream one by one; throwing ends the stream. */
@FunctionalInterface
public interface RecordSink {
  void accept(StoredRecord stored) throws IOException;
}
