package dev.tokenly.tui;

import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.Topic;
import java.util.StringJoiner;

/** Answers as {@code rest-api} describes them, with a few hostile names among them. */
final class Answers {
  private Answers() {}

  static String of(Question question) {
    return switch (question.topic()) {
      case STATUS ->
          """
          {"server":{"version":"0.1.0","uptime_seconds":3600,"memory_usage_mb":200,"cpu_usage_percent":1},
           "storage":{"backend":"duckdb","status":"healthy","total_records":24162,"total_size_mb":9.6,"disk_free_mb":70000},
           "clients":{"total":10000,"active":9000,"pending":2},
           "ingestion":{"files_today":3,"records_today":120,"errors_today":1,"backlog_files":0,"lag_seconds":0}}
          """;
      case CLIENTS -> clients(Integer.parseInt(question.words().get(3)));
      case SUMMARY ->
          """
          {"total_cost":227.68,"total_tokens":1000,"total_requests":9,"cost_growth_rate":12.5,"unpriced_requests":2,
           "anomalies":[{"date":"2026-11-19","cost":40.5,"usual":9.5}],
           "service_breakdown":{"anthropic":{"cost":200,"percentage":87.8}},
           "client_breakdown":{"id-1":{"hostname":"web-01","cost":227.68,"percentage":100}},
           "model_breakdown":{"claude-opus-5-5":{"cost":120.5,"percentage":52.9},"\\u001b[2Jevil":{"cost":3,"percentage":1.3}}}
          """;
      case TREND -> trend(question.words().get(3).isEmpty());
      case TOP ->
          """
          {"rankings":[{"name":"claude-opus-5-5","value":120.5,"percentage":52.9,"record_count":1200},
           {"name":"a\\u202eb \\ud83d\\ude00","value":7,"percentage":3.1,"record_count":3}],"total_value":227.68}
          """;
      case PROJECTION ->
          """
          {"method":"seasonal","projected_cost":300,"confidence":0.8,"projected_tokens":900,"projected_trend":[{"date":"2026-11-20","cost":9},{"date":"2026-11-21","cost":12},{"date":"2026-11-22","cost":3}]}
          """;
      default -> ofWork(question);
    };
  }

  private static String ofWork(Question question) {
    return switch (question.topic()) {
      case SESSIONS ->
          """
          {"total":1,"sessions":[{"application":"codex","session_id":"s-1","last_active_at":"2026-11-20T11:00:00Z",
           "turns":12,"history_chars":190000,"session_char_limit":200000,"cost":1.25,"total_tokens":5000,"started_at":"2026-11-20T10:00:00Z","unpriced_requests":0,"cache_hit_rate":88.9,"recommendation":"compact_soon"}]}
          """;
      case RECENT ->
          """
          {"records":[{"record_id":"r1","timestamp":"2026-11-20T11:59:00Z","client_id":"c","hostname":"web-01",
           "model":"gpt-6-sol","service":"openai","user_id":"ana","input_tokens":120,"output_tokens":30,"total_tokens":150,"cost_usd":null,"application":"chat","seen_by":["log","proxy"]}]}
          """;
      default -> ofAdministration(question);
    };
  }

  private static String ofAdministration(Question question) {
    return switch (question.topic()) {
      case BUDGETS ->
          """
          {"budgets":[{"name":"team","amount":500,"spent":450,"remaining":50,"percent":90,"period":"month","projected":610,"overrun_date":"2026-11-26",
            "status":"warning","scope":{},"warn":[50,80,100],"period_start":"2026-11-01T00:00:00Z","period_end":"2026-12-01T00:00:00Z"}]}
          """;
      case CONFIG ->
          """
          {"total":1,"configs":[{"key":"pricing.mode","value":"auto","type":"string","source":"default","default":"auto","description":"which cost counts"},
            {"key":"default_client_config","value":{"log_level":"debug"},"type":"json","source":"set","default":{}}]}
          """;
      case USERS ->
          """
          {"total":1,"users":[{"username":"ana","role":"super_admin","enabled":true,"created_at":"2026-11-01T00:00:00Z","last_login":"2026-11-20T10:00:00Z","permissions":["usage:read"]},
            {"username":"bo","role":"viewer","enabled":true,"created_at":"2026-11-01T00:00:00Z","locked_until":"2026-11-20T12:10:00Z","permissions":[]}]}
          """;
      case AUDIT ->
          """
          {"total":1,"entries":[{"id":1,"timestamp":"2026-11-20T11:00:00Z","user_id":"ana","user":"ana","action":"client_approve","resource":"client","resource_id":"id-1","ip_address":"10.0.0.1","details":{"hostname":"web-01","before":"pending"}}]}
          """;
      case FILES ->
          """
          {"total":1,"files":[{"file_id":"f1","original_path":"/var/log/x.jsonl","hostname":"web-01","line_count":9,"records_duplicate":0,"status":"failed","received_at":"2026-11-20T11:00:00Z","records_stored":0,"records_invalid":9,"failure_reason":"below 50 % valid"}]}
          """;
      default -> ofAccess(question);
    };
  }

  private static String ofAccess(Question question) {
    return switch (question.topic()) {
      case ACTIVITY ->
          """
          {"total":1,"activity":[{"timestamp":"2026-11-20T11:50:00Z","kind":"registration","detail":"registered as pending"}]}
          """;
      case OVERRIDES ->
          """
          {"total":1,"overrides":[{"client_id":"id-1","hostname":"host-00001","custom_config":{"log_level":"debug"},
           "effective_config":{"log_level":"debug","backfill":true},"delivered":false,"updated_at":"2026-11-20T11:59:00Z","updated_by":"ana"}]}
          """;
      case MY_SESSIONS ->
          """
          {"total":1,"sessions":[{"session_id":"s1","current":true,"ip_address":"10.0.0.1","user_agent":"tokenly/0.1.0",
           "created_at":"2026-11-20T10:00:00Z","last_used_at":"2026-11-20T11:59:00Z","expires_at":"2026-11-27T10:00:00Z"}]}
          """;
      case TOKENS ->
          """
          {"total":1,"tokens":[{"token_id":"t1","name":"ci","permissions":["usage:read"],"created_at":"2026-11-20T10:00:00Z","expires_at":"2026-12-20T10:00:00Z"}]}
          """;
      case BREAKDOWN ->
          """
          {"total_cost":9,"breakdowns":[{"dimensions":{"service":"anthropic","model":"claude-opus-5-5","application":"codex"},
           "cost":9,"percentage":100,"token_count":10,"request_count":2,"unpriced_requests":0}]}
          """;
      default -> "{}";
    };
  }

  private static String clients(int offset) {
    StringJoiner clients = new StringJoiner(",", "{\"total\":10000,\"clients\":[", "]}");
    for (int number = offset; number < offset + Topic.CHUNK; number++) {
      clients.add(client(number));
    }
    return clients.toString();
  }

  /** Every tenth machine has something: it is silent, stopped, skewed, lagging or old. */
  private static String client(int number) {
    int trouble = number % 100 / 10 == 0 ? number % 10 : 0;
    return """
        {"client_id":"id-%d","hostname":"host-%05d","status":"%s","last_seen":"2026-11-20T%s:58:00Z","active":%b,
         "created_at":"2026-11-20T11:50:00Z","launcher_version":"%s","worker_version":"0.1.0","worker_status":"%s",
         "clock_skew_seconds":%d,"ip_address":"10.0.0.9","system_info":{"os":"linux","arch":"x64","platform":"Debian 13"},
         "stats":{"total_records":%d,"total_uploads":3,"errors_today":0,"consecutive_failures":%d},"custom_config":{},
         "key_fingerprint":"SHA256:ab12 cd34"}
        """
        .formatted(
            number, number, number == 0 ? "pending" : "approved", trouble == 3 ? "05" : "11", trouble != 3,
            trouble == 7 ? "0.0.9" : "0.1.0", trouble == 4 ? "crashed" : "running", trouble == 5 ? 400 : 0, number * 7,
            trouble == 6 ? 4 : 0);
  }

  private static String trend(boolean isWhole) {
    StringJoiner points = new StringJoiner(",");
    for (int day = 1; day <= 30; day++) {
      points.add("{\"timestamp\":\"2026-10-%02dT00:00:00Z\",\"value\":%d,\"count\":3}".formatted(day, day % 7 * 5));
    }
    String series =
        isWhole
            ? ""
            : ",\"series\":[{\"name\":\"one\",\"data_points\":[" + points + "]},{\"name\":\"two\",\"data_points\":["
                + points + "]}]";
    return "{\"data_points\":[" + points + "]" + series + ",\"total_value\":400}";
  }
}
