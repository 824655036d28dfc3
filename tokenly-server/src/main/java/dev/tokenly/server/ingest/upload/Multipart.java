package dev.tokenly.server.ingest.upload;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.protocol.UploadMetadata;
import dev.tokenly.server.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.RequestContext;

/** Reads {@code multipart/form-data} of exactly two parts, {@code metadata} then {@code file}, as it streams in. */
final class Multipart {
  private static final int MAX_METADATA = 64 * 1024;
  private static final int MAX_PART_HEADERS = 4 * 1024;

  private final FileItemIterator parts;

  private Multipart(FileItemIterator parts) {
    this.parts = parts;
  }

  static Multipart of(String contentType, InputStream body) throws IOException {
    FileUpload upload = new FileUpload();
    upload.setPartHeaderSizeMax(MAX_PART_HEADERS);
    try {
      return new Multipart(upload.getItemIterator(new Body(contentType, body)));
    } catch (FileUploadException e) {
      throw malformed(e);
    }
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

  /** The second part's bytes. */
  InputStream file() throws IOException {
    return part("file");
  }

  /** Refuses anything behind the two parts. */
  void end() throws IOException {
    try {
      if (parts.hasNext()) {
        throw Refusal.invalid("body", "more parts than metadata and file");
      }
    } catch (FileUploadException e) {
      throw malformed(e);
    }
  }

  private InputStream part(String name) throws IOException {
    try {
      if (!parts.hasNext()) {
        throw Refusal.invalid(name, "missing");
      }
      FileItemStream part = parts.next();
      if (!name.equals(part.getFieldName())) {
        throw Refusal.invalid(name, "missing: the parts are metadata, then file");
      }
      return part.openStream();
    } catch (FileUploadException e) {
      throw malformed(e);
    }
  }

  private static Refusal malformed(FileUploadException e) {
    return Refusal.invalid("body", "not well-formed multipart/form-data: " + e.getMessage());
  }

  /** The request as the parser wants it. */
  private record Body(String contentType, InputStream in) implements RequestContext {
    @Override
    public String getCharacterEncoding() {
      return "UTF-8";
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Deprecated in the interface; nobody calls it.
    public int getContentLength() {
      return -1;
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }
  }
}
