package dev.tokenly.server.analytics;

import dev.tokenly.model.json.Fields;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.usage.SqlAnswer;
import dev.tokenly.store.usage.SqlLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** {@code POST /manage/sql}: one read-only statement over the documented views, within limits of time and rows. */
final class SqlEndpoint implements Endpoint {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int ROWS = 1000;
  private static final int MOST_ROWS = 100_000;

  /** So many at a time, so that backups and exports, which run beside them, always have room. */
  private static final int AT_A_TIME = 2;
  private static final long RETRY_SECONDS = 5;

  private final Semaphore running = new Semaphore(AT_A_TIME);
  private final Sources sources;

  SqlEndpoint(Sources sources) {
    this.sources = sources;
  }

  @Override
  public Response answer(Request request) throws IOException {
    long started = System.nanoTime();
    Fields body = request.json();
    String statement = body.text("sql");
    long rows = body.number("max_rows", ROWS);
    if (rows < 1 || rows > MOST_ROWS) {
      throw Refusal.invalid("max_rows", "a whole number from 1 to " + MOST_ROWS + " is needed");
    }
    SqlAnswer found = answered(statement, new SqlLimits((int) rows, TIMEOUT));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("columns", found.columns());
    answer.put("rows", found.rows());
    answer.put("truncated", found.truncated());
    answer.put("query_time_ms", (System.nanoTime() - started) / 1_000_000);
    return Response.json(answer);
  }

  private SqlAnswer answered(String statement, SqlLimits limits) {
    if (!running.tryAcquire()) {
      throw Refusal.unavailable("too_many_statements", AT_A_TIME + " statements run already", RETRY_SECONDS);
    }
    try {
      return sources.usage().sql(statement, limits);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("sql", String.valueOf(e.getMessage()));
    } finally {
      running.release();
    }
  }
}
