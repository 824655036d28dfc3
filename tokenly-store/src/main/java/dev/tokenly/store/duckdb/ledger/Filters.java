package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.UsageFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Filters and dimensions as SQL, over a source {@code u} joined with its {@code series s}. */
final class Filters {
  private Filters() {}

  /** The column of a dimension; sessions are known to records alone. */
  static String column(Dimension dimension) {
    return switch (dimension) {
      case SERVICE -> "s.service";
      case MODEL -> "s.model";
      case CLIENT_ID -> "s.client_id";
      case APPLICATION -> "s.application";
      case ENVIRONMENT -> "s.environment";
      case USER_ID -> "s.user_id";
      case SESSION_ID -> "coalesce(u.session_id, '')";
      case PROJECT -> "s.project";
      case SOURCE_FORMAT -> "s.source_format";
    };
  }

  /** Whether records must be read: rollups know no sessions. */
  static boolean needsRecords(UsageFilter filter, List<Dimension> groupBy) {
    return filter.allowed().containsKey(Dimension.SESSION_ID) || groupBy.contains(Dimension.SESSION_ID);
  }

  /** Joins {@code u} with its series and keeps what the filter allows. */
  static void join(Sql sql, UsageFilter filter) {
    sql.add(" JOIN series s ON s.id = u.series WHERE true");
    and(sql, filter);
  }

  /** Adds {@code AND …} for each dimension of the filter. */
  static void and(Sql sql, UsageFilter filter) {
    Map<Dimension, List<String>> ordered = new TreeMap<>(filter.allowed());
    ordered.forEach((dimension, values) -> {
      sql.add(" AND (");
      any(sql, column(dimension), values);
      if (dimension == Dimension.CLIENT_ID) {
        sql.add(" OR s.client_id IN (SELECT id FROM client WHERE ");
        any(sql, "hostname", values);
        sql.add(")");
      }
      sql.add(")");
    });
  }

  private static void any(Sql sql, String column, List<String> values) {
    String separator = "";
    for (String value : values) {
      sql.add(separator).add(column);
      if (value.indexOf('*') < 0) {
        sql.add(" = ").value(value);
      } else {
        sql.add(" LIKE ").value(pattern(value)).add(" ESCAPE '\\'");
      }
      separator = " OR ";
    }
  }

  private static String pattern(String wildcard) {
    return wildcard.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%');
  }
}
