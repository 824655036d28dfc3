package dev.tokenly.agent.worker.ship;

import dev.tokenly.model.NativeLines;
import dev.tokenly.model.NativeWriter;
import dev.tokenly.model.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Native lines being collected for one upload, in a buffer that grows as they come. */
public final class Payload extends OutputStream implements NativeLines.Target {
  private final NativeWriter writer;
  private byte[] buffer;
  private int size;
  private long lines;
  private boolean writing;

  /** A payload in a buffer of its own, or in one that an earlier payload is done with. */
  public Payload(byte[] buffer) {
    this.buffer = buffer;
    try {
      writer = new NativeWriter(this);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** Adds a record. */
  public void add(UsageRecord usage) {
    try {
      writer.write(usage);
      writing = true;
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** Adds a line as it is. */
  @Override
  public void line(byte[] bytes, int from, int to) {
    finishWriting();
    write(bytes, from, to - from);
    write('\n');
    lines++;
  }

  @Override
  public void write(int one) {
    makeRoom(1);
    buffer[size++] = (byte) one;
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    makeRoom(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
  }

  private void makeRoom(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length * 2));
    }
  }

  /** The writer keeps some bytes to itself until it is asked. */
  private void finishWriting() {
    if (writing) {
      writing = false;
      try {
        writer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory failed", e);
      }
    }
  }

  /** About how many bytes there are. */
  public long size() {
    return size;
  }

  public long lines() {
    return lines;
  }

  /** The lines collected so far, in the payload's own buffer. */
  public Lines take() {
    finishWriting();
    return new Lines(buffer, size);
  }
}
