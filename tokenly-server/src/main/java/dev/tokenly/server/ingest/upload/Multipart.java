package dev.tokenly.server.ingest.upload;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.protocol.UploadMetadata;
import dev.tokenly.server.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data} of exactly two parts, {@code metadata} then {@code file}, as it streams in. */
final class Multipart {
  private static final int MAX_METADATA = 64 * 1024;
  private static final Pattern BOUNDARY =
      Pattern.compile(";\\s*boundary=(?:\"([^\"\\s]{1,70})\"|([^\\s;,\"]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(
          "(?:^|\\r\\n)Content-Disposition:[ \\t]*form-data[^\\r\\n]*?;[ \\t]*name=\"?([^\"\\s;]*)",
          Pattern.CASE_INSENSITIVE);

  private final InputStream body;
  private final PartStream parts;

  private Multipart(InputStream body, String boundary) {
    this.body = body;
    this.parts = new PartStream(body, boundary);
  }

  static Multipart of(String contentType, InputStream body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw malformed("its Content-Type names no boundary");
    }
    return new Multipart(body, boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
  }

  /** The first part; must be read before {@link #file}. */
  UploadMetadata metadata() throws IOException {
    byte[] json = part("metadata").readNBytes(MAX_METADATA + 1);
    if (json.length > MAX_METADATA) {
      throw Refusal.invalid("metadata", "longer than " + MAX_METADATA + " bytes");
    }
    Fields fields;
    try {
      fields = Fields.parse(json);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("metadata", String.valueOf(e.getMessage()));
    }
    return UploadMetadata.read(fields);
  }

  /** Reads the second part into the spool, and the body to its end; refuses anything behind the two parts. */
  Spool.Received file(Spool spool) throws IOException {
    InputStream file = part("file");
    long before = parts.position();
    file.transferTo(spool);
    if (next()) {
      throw Refusal.invalid("body", "more parts than metadata and file");
    }
    body.transferTo(OutputStream.nullOutputStream()); // What is kept as it came must be whole.
    return spool.received(before);
  }

  private InputStream part(String name) throws IOException {
    if (!next()) {
      throw Refusal.invalid(name, "missing");
    }
    Matcher said = NAME.matcher(parts.headers());
    if (!said.find() || !name.equals(said.group(1))) {
      throw Refusal.invalid(name, "missing: the parts are metadata, then file");
    }
    return parts;
  }

  private boolean next() throws IOException {
    try {
      return parts.next();
    } catch (PartStream.Malformed e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Refusal malformed(String why) {
    return Refusal.invalid("body", "not well-formed multipart/form-data: " + why);
  }
}
