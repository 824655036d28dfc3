package dev.tokenly.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Status, configuration keys and the audit log. */
public final class AdminApi {
  private final ServerApi api;

  AdminApi(ServerApi api) {
    this.api = api;
  }

  public Answer status() {
    return api.get("/api/manage/status");
  }

  public Answer configs(@Nullable String prefix) {
    return api.get(new Query().with("prefix", prefix).on("/api/manage/config"));
  }

  public Answer config(String key) {
    return api.get(configPath(key));
  }

  /** Sets a key to a text, number, boolean or JSON object. */
  public Answer setConfig(String key, Object value) {
    return api.send(Request.json("PUT", configPath(key), Map.of("value", value)));
  }

  public Answer deleteConfig(String key) {
    return api.send(Request.of("DELETE", configPath(key)));
  }

  private static String configPath(String key) {
    return "/api/manage/config/" + Query.segment(key);
  }

  /** Which audit entries to list. */
  public record AuditFilter(
      @Nullable String user,
      List<String> actions,
      @Nullable String resourceId,
      @Nullable String search,
      @Nullable String after,
      @Nullable String before) {

    public AuditFilter {
      actions = List.copyOf(actions);
    }

    /** What tells of something: a part of it, {@code !part}, {@code ~letters} or {@code /regex/}; all where it is empty. */
    public static AuditFilter telling(String search) {
      return new AuditFilter(null, List.of(), null, search.isEmpty() ? null : search, null, null);
    }
  }

  public Answer audit(AuditFilter filter, Page page) {
    Query query = page.query().with("user_id", filter.user()).with("actions", filter.actions());
    query.with("resource_id", filter.resourceId()).with("search", filter.search());
    query.with("timestamp_after", filter.after());
    return api.get(query.with("timestamp_before", filter.before()).on("/api/manage/audit"));
  }

  /** Whether the audit log's hash chain is whole. */
  public Answer verifyAudit() {
    return verifyAudit(null);
  }

  /** The same, and whether it still has the entry of the anchor that {@link #auditHead} told once. */
  public Answer verifyAudit(@Nullable String anchor) {
    return api.get(new Query().with("anchor", anchor).on("/api/manage/audit/verify"));
  }

  /** The newest entry's number and hash, signed by the server. */
  public Answer auditHead() {
    return api.get("/api/manage/audit/head");
  }
}
