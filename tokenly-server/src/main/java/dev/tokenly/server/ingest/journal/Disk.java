package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What the journal asks of the disk below it; a test stands in a disk that is full or cannot sync. */
public interface Disk {
  /** The disk as it is. */
  Disk REAL =
      new Disk() {
        @Override
        public void sync(FileChannel channel) throws IOException {
          channel.force(false);
        }

        @Override
        public long freeBytes(Path folder) {
          // Asked for every upload: a FileStore would read the table of mounts first, which takes a hundred times as long.
          return folder.toFile().getUsableSpace();
        }
      };

  /** Makes everything written to the channel survive a power cut. */
  void sync(FileChannel channel) throws IOException;

  /** Bytes a file in the folder can still grow by. */
  long freeBytes(Path folder) throws IOException;
}
