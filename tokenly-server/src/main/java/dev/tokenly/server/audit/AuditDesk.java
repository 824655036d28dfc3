package dev.tokenly.server.audit;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tokenly.model.json.Json;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.AuditEntry;
import dev.tokenly.store.admin.AuditPage;
import dev.tokenly.store.admin.AuditQuery;
import dev.tokenly.store.admin.ChainCheck;
import dev.tokenly.store.admin.ChainedEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/audit}. */
public final class AuditDesk {
  /** The file of signed heads in the data folder. */
  public static final String HEADS = "audit-heads.jsonl";
  private static final int PAGE = 1000;
  private static final Pattern ANCHOR = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

  /** With the chore that signs every five minutes, no head is unsigned for more than an hour. */
  private static final Duration SIGNED_FOR = Duration.ofMinutes(55);
  private static final int LONGEST_SEARCH = 1000;

  private final Administration administration;
  private final SignedHeads heads;
  private final Ed25519.Pair key;

  /** The signed heads are kept in the folder, or in memory when there is none. */
  public AuditDesk(Administration administration, @Nullable Path folder, Ed25519.Pair key) {
    this.administration = administration;
    this.heads = new SignedHeads(folder == null ? null : folder.resolve(HEADS));
    this.key = key;
  }

  public Response list(Request request) {
    Parameters query = request.query();
    AuditQuery wanted = query(query, query.limit(), query.offset(), administration.now());
    AuditPage page = page(wanted);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("entries", page.entries().stream().map(AuditDesk::view).toList());
    answer.put("total", page.total());
    answer.put("limit", wanted.limit());
    answer.put("offset", wanted.offset());
    answer.put("page", wanted.offset() / wanted.limit() + 1);
    return Response.json(answer);
  }

  private AuditPage page(AuditQuery query) {
    try {
      return administration.read(tables -> tables.audit().list(query));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("search", String.valueOf(e.getMessage()));
    }
  }

  private static AuditQuery query(Parameters query, int limit, long offset, Instant now) {
    AuditQuery.Which which =
        new AuditQuery.Which(
            query.text("user_id").orElse(null),
            Set.copyOf(query.list("actions")),
            Set.copyOf(query.list("resources")),
            query.text("resource_id").orElse(null),
            search(query).map(AuditSearch::of).orElse(null));
    AuditQuery.Span span =
        new AuditQuery.Span(
            query.time("timestamp_after", now).orElse(null), query.time("timestamp_before", now).orElse(null));
    return new AuditQuery(which, span, limit, offset);
  }

  private static Optional<String> search(Parameters query) {
    Optional<String> search = query.text("search");
    if (search.isPresent() && search.get().length() > LONGEST_SEARCH) {
      throw Refusal.invalid("search", "at most " + LONGEST_SEARCH + " characters are taken");
    }
    return search;
  }

  private static Map<String, @Nullable Object> view(ChainedEntry chained) {
    AuditEntry entry = chained.entry();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", chained.id());
    view.put("timestamp", entry.timestamp());
    view.put("user_id", entry.userId());
    view.put("user", entry.userId());
    view.put("action", entry.action());
    view.put("resource", entry.resource());
    view.put("resource_type", entry.resource());
    view.put("resource_id", entry.resourceId());
    view.put("details", JsonText.object(entry.details()));
    view.put("ip_address", entry.origin().ipAddress());
    view.put("user_agent", entry.origin().userAgent());
    view.put("hash", chained.hash());
    return view;
  }

  /**
   * Recomputes the chain and holds it against the signed heads and the {@code anchor} that somebody noted ({@code
   * ID:HASH}): whether all fits, and if not, the first entry that does not.
   */
  public Response verify(Request request) {
    List<Witnesses.Witness> noted = request.query().text("anchor").map(AuditDesk::anchor).stream().toList();
    List<SignedHead> signed;
    try {
      signed = heads.all();
    } catch (SignedHeads.DamagedException e) {
      ChainCheck chain = administration.read(tables -> tables.audit().verify());
      return verdict(chain, new Witnesses(noted), new Witnesses.Contradiction(0, String.valueOf(e.getMessage())));
    }
    Witnesses witnesses =
        new Witnesses(Stream.concat(noted.stream(), signed.stream().map(AuditDesk::witness)).toList());
    ChainCheck chain = administration.read(tables -> tables.audit().verify(witnesses::see));
    Witnesses.Contradiction forged =
        signed.stream().filter(head -> !head.isSignedBy(key.publicKey())).findFirst().map(AuditDesk::forged)
            .orElse(null);
    return verdict(chain, witnesses, forged);
  }

  private static Witnesses.Witness anchor(String text) {
    Matcher parts = ANCHOR.matcher(text);
    if (!parts.matches()) {
      throw Refusal.invalid("anchor", "ID:HASH is needed, as audit/head tells them");
    }
    return new Witnesses.Witness(Long.parseLong(parts.group(1)), parts.group(2), "in the anchor given");
  }

  private static Witnesses.Witness witness(SignedHead head) {
    return new Witnesses.Witness(head.id(), head.hash(), "in the head signed at " + head.signedAt());
  }

  private static Witnesses.Contradiction forged(SignedHead head) {
    return new Witnesses.Contradiction(
        head.id(), "the head of " + head.signedAt() + " (entry " + head.id() + ") is not signed by this installation");
  }

  private Response verdict(ChainCheck chain, Witnesses witnesses, Witnesses.@Nullable Contradiction known) {
    Witnesses.Contradiction contradiction = known == null ? witnesses.contradiction(chain.removedUpTo()) : known;
    Long broken = chain.brokenAt();
    String reason = broken == null ? null : "entry " + broken + " does not follow from the one before it";
    if (contradiction != null && (broken == null || contradiction.id() < broken)) {
      broken = contradiction.id() == 0 ? null : Long.valueOf(contradiction.id());
      reason = contradiction.what();
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("valid", reason == null);
    answer.put("checked", chain.checked());
    answer.put("broken_at", broken);
    answer.put("reason", reason);
    answer.put("removed_up_to", chain.removedUpTo());
    answer.put("witnesses", witnesses.held());
    answer.put("head", newest().map(entry -> Map.of("id", entry.id(), "hash", entry.hash())).orElse(null));
    return Response.json(answer);
  }

  /** The newest entry's number and hash, signed now: kept elsewhere, it proves later that nothing before it was changed. */
  public Response head(Request request) {
    ChainedEntry newest = newest().orElseThrow(() -> Refusal.of(404, "no_entries", "The audit has no entries."));
    Map<String, Object> answer = SignedHead.of(newest, administration.now(), key).json();
    answer.put("anchor", newest.id() + ":" + newest.hash());
    answer.put("public_key", key.publicKey());
    return Response.json(answer);
  }

  private Optional<ChainedEntry> newest() {
    return page(AuditQuery.newest(1)).entries().stream().findFirst();
  }

  /** Signs the newest entry when it is not yet signed and the last signature is old. */
  public void signHead() {
    List<SignedHead> signed = heads.all();
    Instant now = administration.now();
    SignedHead last = signed.isEmpty() ? null : signed.getLast();
    if (last == null || !last.signedAt().plus(SIGNED_FOR).isAfter(now)) {
      newest()
          .filter(entry -> last == null || entry.id() != last.id())
          .ifPresent(entry -> heads.add(SignedHead.of(entry, now, key)));
    }
  }

  /** After the store lost its newest changes: sets aside the heads of entries that are gone; how many they were. */
  public int setLostHeadsAside() {
    long last = newest().map(ChainedEntry::id).orElse(0L);
    return heads.setAside(head -> head.id() > last, administration.now());
  }

  /** Every entry that matches, newest first, as JSON lines; entries made meanwhile are not part of it. */
  public Response export(Request request) {
    Instant now = administration.now();
    Parameters query = request.query();
    AuditQuery first = query(query, PAGE, 0, now);
    Instant end = first.span().before() == null ? now : first.span().before();
    AuditQuery bounded = new AuditQuery(first.which(), new AuditQuery.Span(first.span().after(), end), PAGE, 0);
    page(new AuditQuery(bounded.which(), bounded.span(), 1, 0));
    record(request);
    return Response.stream("application/x-ndjson", out -> write(out, bounded))
        .withHeader("Content-Disposition", "attachment; filename=\"tokenly-audit.jsonl\"");
  }

  private void record(Request request) {
    administration.change(
        Actor.of(request),
        change -> {
          change.audit("export", "system", null, Map.of("what", "audit"));
          return true;
        });
  }

  private void write(OutputStream out, AuditQuery query) throws IOException {
    ObjectWriter json = Json.mapper().writer();
    for (long offset = 0;; offset += PAGE) {
      AuditQuery part = query.from(offset);
      AuditPage page = page(part);
      for (ChainedEntry entry : page.entries()) {
        out.write((json.writeValueAsString(view(entry)) + '\n').getBytes(StandardCharsets.UTF_8));
      }
      if (page.entries().size() < PAGE) {
        return;
      }
    }
  }

  /** Removes entries older than so many days; the rest of the chain stays provable. */
  public long retain(long days) {
    Instant moment = administration.now().minus(Duration.ofDays(days));
    long removed = administration.change(
        Actor.SYSTEM,
        change -> {
          long count = change.tables().audit().removeBefore(moment);
          if (count > 0) {
            change.audit("retention_apply", "system", null, Map.of("what", "audit", "removed", count, "days", days));
          }
          return count;
        });
    heads.removeIf(head -> head.signedAt().isBefore(moment));
    return removed;
  }
}
