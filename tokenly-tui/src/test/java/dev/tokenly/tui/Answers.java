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
           "storage":{"backend":"duckdb","status":"ok","total_records":24162,"total_size_mb":9.6},
           "clients":{"total":10000,"active":9000,"pending":2},
           "ingestion":{"files_today":3,"records_today":120,"errors_today":0}}
          """;
      case CLIENTS -> clients(Integer.parseInt(question.words().get(3)));
      case SUMMARY ->
          """
          {"total_cost":227.68,"total_tokens":1000,"total_requests":9,"cost_growth_rate":12.5,
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
          {"method":"seasonal","projected_cost":300,"confidence":0.8,"projected_trend":[{"timestamp":"2026-11-21T00:00:00Z","cost":9}]}
          """;
      case SESSIONS ->
          """
          {"total":1,"sessions":[{"application":"codex","session_id":"s-1","last_active_at":"2026-11-20T11:00:00Z",
           "turns":12,"history_chars":410000,"cost":1.25,"recommendation":"compact_soon"}]}
          """;
      case RECENT ->
          """
          {"records":[{"record_id":"r1","timestamp":"2026-11-20T11:59:00Z","client_id":"c","hostname":"web-01",
           "model":"gpt-6-sol","input_tokens":120,"output_tokens":30,"cost_usd":null,"application":"chat"}]}
          """;
      default -> ofAdministration(question);
    };
  }

  private static String ofAdministration(Question question) {
    return switch (question.topic()) {
      case BUDGETS ->
          """
          {"budgets":[{"name":"team","amount":500,"spent":450,"percent":90,"period":"month","projected":610,"overrun_date":"2026-11-26"}]}
          """;
      case CONFIG ->
          """
          {"total":1,"configs":[{"key":"pricing.mode","value":"auto","type":"string","source":"default","default":"auto","description":"which cost counts"}]}
          """;
      case USERS ->
          """
          {"total":1,"users":[{"username":"ana","role":"super_admin","enabled":true,"created_at":"2026-11-01T00:00:00Z","last_login":"2026-11-20T10:00:00Z"}]}
          """;
      case AUDIT ->
          """
          {"total":1,"entries":[{"id":1,"timestamp":"2026-11-20T11:00:00Z","user_id":"ana","action":"client_approve","resource":"client","resource_id":"web-01","ip_address":"10.0.0.1","details":{}}]}
          """;
      case FILES ->
          """
          {"total":1,"files":[{"id":"f1","filename":"x.jsonl","status":"failed","received_at":"2026-11-20T11:00:00Z","records_stored":0,"records_invalid":9,"failure_reason":"below 50 % valid"}]}
          """;
      default -> "{}";
    };
  }

  private static String clients(int offset) {
    StringJoiner clients = new StringJoiner(",", "{\"total\":10000,\"clients\":[", "]}");
    for (int number = offset; number < offset + Topic.CHUNK; number++) {
      clients.add(
          """
          {"client_id":"id-%d","hostname":"host-%05d","status":"%s","last_seen":"2026-11-20T11:58:00Z",
           "created_at":"2026-11-20T11:50:00Z","launcher_version":"0.1.0","worker_status":"running","ip_address":"10.0.0.9",
           "system_info":{"os":"linux","arch":"x64"},"stats":{"total_records":%d,"errors_today":0},
           "key_fingerprint":"SHA256:ab12 cd34"}
          """
              .formatted(number, number, number == 0 ? "pending" : "approved", number * 7));
    }
    return clients.toString();
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
