package dev.tokenly.formats.log;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.ControlCharacters;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as a tool's log shows it, while its reader collects the parts; {@link #record} makes the usage record of it, with
 * texts cut to what a native line may hold. Every call read from a tool's log has a request id, the provider's own or one
 * derived from what never changes about it.
 */
final class Sighting {
  /** What stands in for a model that the log does not name: kept, unpriced. */
  static final String UNKNOWN_MODEL = "unknown";

  private static final int MAX_TEXT = 255;
  private static final int MAX_MODEL = 200;
  private static final int MAX_SERVICE = 100;

  private final String sourceFormat;
  private final String application;
  private String service = "unknown";
  private String model = UNKNOWN_MODEL;
  private @Nullable String sessionId;
  private @Nullable String project;
  private @Nullable String alternateId;
  private @Nullable String stopReason;
  private @Nullable Long durationMs;
  private PriceModifiers modifiers = PriceModifiers.NONE;
  private @Nullable ReportedCost cost;

  Sighting(String sourceFormat, String application) {
    this.sourceFormat = sourceFormat;
    this.application = application;
  }

  /** The provider that served the call and the model as logged; an absent or blank model is unknown. */
  Sighting by(String provider, @Nullable String modelName) {
    String cleanModel = clean(modelName, MAX_MODEL);
    model = cleanModel == null ? UNKNOWN_MODEL : cleanModel;
    String cleanService = clean(provider, MAX_SERVICE);
    service = cleanService == null ? "unknown" : cleanService;
    return this;
  }

  /** The provider as logged or, where it is absent, the one known to make that model. */
  Sighting byModel(@Nullable String provider, @Nullable String modelName) {
    return by(provider == null || provider.isBlank() ? Vendors.of(modelName, "unknown") : provider, modelName);
  }

  Sighting inSession(@Nullable String id) {
    sessionId = clean(id, MAX_TEXT);
    return this;
  }

  /** The project is the working folder's own name: where it lies is nobody's business. */
  Sighting inFolder(@Nullable String workingFolder) {
    project = workingFolder == null ? null : clean(lastName(workingFolder), MAX_TEXT);
    return this;
  }

  /** A second id that another observer may report the same call under. */
  Sighting alsoKnownAs(@Nullable String id) {
    alternateId = clean(id, MAX_TEXT);
    return this;
  }

  Sighting stoppedBy(@Nullable String reason) {
    stopReason = clean(reason, MAX_TEXT);
    return this;
  }

  Sighting took(long milliseconds) {
    durationMs = milliseconds < 0 ? null : milliseconds;
    return this;
  }

  Sighting priced(PriceModifiers priceModifiers) {
    modifiers = priceModifiers;
    return this;
  }

  Sighting costing(@Nullable ReportedCost reportedCost) {
    cost = reportedCost;
    return this;
  }

  /** The record of a call with these tokens, known by that id. */
  UsageRecord record(Instant timestamp, String requestId, Tokens tokens) {
    String id = clean(requestId, MAX_TEXT);
    if (id == null) {
      throw new IllegalArgumentException("a call from a log needs an id");
    }
    return new UsageRecord(
        new UsageRecord.Origin(RecordId.ofLog(service, id, alternateId), timestamp, sourceFormat),
        new UsageRecord.ModelUsed(service, model),
        tokens,
        tokens.total(),
        new Attribution(application, null, null, sessionId, id, alternateId, project),
        details(),
        cost);
  }

  private CallDetails details() {
    boolean none = stopReason == null && durationMs == null && modifiers.isNone();
    return none ? CallDetails.NONE : new CallDetails(durationMs, null, stopReason, null, null, modifiers, null);
  }

  private static @Nullable String clean(@Nullable String text, int maxLength) {
    if (text == null) {
      return null;
    }
    String clean = ControlCharacters.removed(text).strip();
    if (clean.isEmpty()) {
      return null;
    }
    return clean.length() > maxLength ? clean.substring(0, maxLength) : clean;
  }

  private static String lastName(String path) {
    int end = path.length();
    while (end > 1 && isSeparator(path.charAt(end - 1))) {
      end--;
    }
    int from = end;
    while (from > 0 && !isSeparator(path.charAt(from - 1))) {
      from--;
    }
    return path.substring(from, end);
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '\\';
  }
}
