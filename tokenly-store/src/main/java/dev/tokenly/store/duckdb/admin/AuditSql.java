package dev.tokenly.store.duckdb.admin;

import dev.tokenly.store.admin.Audit;
import dev.tokenly.store.admin.AuditChain;
import dev.tokenly.store.admin.AuditEntry;
import dev.tokenly.store.admin.AuditPage;
import dev.tokenly.store.admin.AuditQuery;
import dev.tokenly.store.admin.ChainCheck;
import dev.tokenly.store.admin.ChainedEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tables {@code audit} and {@code audit_anchor}. */
final class AuditSql implements Audit {
  private static final String SELECT =
      "SELECT id, happened_at, user_id, action, resource, resource_id, details, ip_address, user_agent, hash FROM audit";
  private static final String TOLD =
      "concat_ws(' ', user_id, action, resource, resource_id, details, ip_address, user_agent)";
  private static final int PAGE = 5_000;

  private final Statements statements;

  AuditSql(Statements statements) {
    this.statements = statements;
  }

  private record Link(long id, String hash) {
    static Link read(ResultSet row) throws SQLException {
      return new Link(row.getLong(1), row.getString(2));
    }
  }

  /** The removed entry that the oldest kept one follows. */
  private Link anchor() {
    return statements.first("SELECT id, hash FROM audit_anchor", Link::read, List.of())
        .orElse(new Link(0, AuditChain.START));
  }

  @Override
  public ChainedEntry append(AuditEntry given) {
    AuditEntry entry = new AuditEntry(given.timestamp().truncatedTo(ChronoUnit.MICROS), given.userId(),
        given.action(), given.resource(), given.resourceId(), given.details(), given.origin());
    Link last = statements
        .first("SELECT id, hash FROM audit WHERE id = (SELECT max(id) FROM audit)", Link::read, List.of())
        .orElseGet(this::anchor);
    ChainedEntry chained = new ChainedEntry(last.id + 1, entry, AuditChain.hash(last.hash, last.id + 1, entry));
    statements.run("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        Arrays.asList(chained.id(), entry.timestamp(), entry.userId(), entry.action(), entry.resource(),
            entry.resourceId(), entry.details(), entry.origin().ipAddress(), entry.origin().userAgent(),
            chained.hash()));
    return chained;
  }

  @Override
  public AuditPage list(AuditQuery query) {
    check(query.which().search());
    List<Object> parameters = new ArrayList<>();
    String where = where(query, parameters);
    long total = statements.number("SELECT count(*) FROM audit" + where, parameters);
    List<Object> paged = new ArrayList<>(parameters);
    Collections.addAll(paged, query.limit(), query.offset());
    return new AuditPage(
        statements.all(SELECT + where + " ORDER BY id DESC LIMIT ? OFFSET ?", AuditSql::read, paged), total);
  }

  /** The engine says by itself what is no expression, and what is too large for it, which bounds time and memory. */
  private void check(AuditQuery.@Nullable Search search) {
    if (search != null && search.isExpression()) {
      try {
        statements.number("SELECT regexp_matches('', ?, 'is')::INTEGER", List.of(search.text()));
      } catch (Statements.Failed e) {
        throw new IllegalArgumentException("no expression that can be looked for: " + search.text(), e);
      }
    }
  }

  private static String where(AuditQuery query, List<Object> parameters) {
    StringBuilder where = new StringBuilder(" WHERE true");
    AuditQuery.Which which = query.which();
    in(where, "action", which.actions(), parameters);
    in(where, "resource", which.resources(), parameters);
    in(where, "user_id", Optional.ofNullable(which.userId()).stream().toList(), parameters);
    in(where, "resource_id", Optional.ofNullable(which.resourceId()).stream().toList(), parameters);
    AuditQuery.Search search = which.search();
    if (search != null) {
      where.append(search.isInverse() ? " AND NOT " : " AND ").append(search.isExpression()
          ? "regexp_matches(" + TOLD + ", ?, 'is')"
          : "contains(lower(" + TOLD + "), lower(?))");
      parameters.add(search.text());
    }
    if (query.span().after() != null) {
      where.append(" AND happened_at >= ?");
      parameters.add(query.span().after());
    }
    if (query.span().before() != null) {
      where.append(" AND happened_at < ?");
      parameters.add(query.span().before());
    }
    return where.toString();
  }

  private static void in(StringBuilder where, String column, Collection<String> values, List<Object> parameters) {
    if (!values.isEmpty()) {
      where.append(" AND ").append(column).append(" IN (")
          .append(String.join(", ", Collections.nCopies(values.size(), "?"))).append(')');
      parameters.addAll(values);
    }
  }

  @Override
  public ChainCheck verify(Consumer<ChainedEntry> seen) {
    Link anchor = anchor();
    AuditChain chain = new AuditChain(anchor.id, anchor.hash);
    long last = 0;
    List<ChainedEntry> page;
    do {
      page = statements.all(SELECT + " WHERE id > ? ORDER BY id LIMIT ?", AuditSql::read, List.of(last, PAGE));
      for (ChainedEntry entry : page) {
        chain.follow(entry);
        seen.accept(entry);
        last = entry.id();
      }
    } while (page.size() == PAGE);
    return chain.check();
  }

  @Override
  public long removeBefore(Instant moment) {
    Optional<Link> last = statements.first(
        "SELECT id, hash FROM audit WHERE id = (SELECT coalesce(min(id), (SELECT max(id) + 1 FROM audit)) - 1 FROM audit WHERE happened_at >= ?)",
        Link::read, List.of(moment));
    if (last.isEmpty()) {
      return 0;
    }
    statements.run("DELETE FROM audit_anchor", List.of());
    statements.run("INSERT INTO audit_anchor VALUES (?, ?)", List.of(last.get().id, last.get().hash));
    return statements.run("DELETE FROM audit WHERE id <= ?", List.of(last.get().id));
  }

  private static ChainedEntry read(ResultSet row) throws SQLException {
    AuditEntry entry = new AuditEntry(Statements.instant(row, 2), row.getString(3), row.getString(4),
        row.getString(5), row.getString(6), row.getString(7),
        new AuditEntry.Origin(row.getString(8), row.getString(9)));
    return new ChainedEntry(row.getLong(1), entry, row.getString(10));
  }
}
