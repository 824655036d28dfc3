package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.store.usage.RecordCursor;
import dev.tokenly.store.usage.StoredRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A place in an order of records: some times in microseconds, then the identity that breaks ties. */
record Place(List<Long> keys) {
  /** Before everything in the order of arrival. */
  static final Place BEGINNING = new Place(List.of(0L, 0L, Long.MIN_VALUE, Long.MIN_VALUE));

  private static final int RADIX = 36;

  static Place of(StoredRecord record) {
    Hash128 identity = record.usage().id().identity();
    return new Place(List.of(Instants.micros(record.usage().timestamp()), identity.high(), identity.low()));
  }

  static Place ofArrival(StoredRecord record) {
    List<Long> keys = new ArrayList<>();
    keys.add(Instants.micros(record.provenance().ingestedAt()));
    keys.addAll(of(record).keys);
    return new Place(keys);
  }

  /** Reads a cursor's token; throws {@link IllegalArgumentException} when it is none of ours. */
  static Place parse(RecordCursor cursor, int length) {
    try {
      List<Long> keys = Arrays.stream(cursor.token().split("_", -1)).map(key -> Long.parseLong(key, RADIX))
          .toList();
      if (keys.size() == length) {
        return new Place(keys);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a cursor of this list", e);
    }
    throw new IllegalArgumentException("not a cursor of this list");
  }

  RecordCursor cursor() {
    return new RecordCursor(keys.stream().map(key -> Long.toString(key, RADIX)).collect(Collectors.joining("_")));
  }

  /** The condition of lying after this place; the bound on the first key alone lets the engine skip row groups. */
  String beyond(boolean descending, String... times) {
    String after = descending ? " < " : " > ";
    String bound = times[0] + (descending ? " <= " : " >= ") + key(0, times);
    StringBuilder condition = new StringBuilder(bound).append(" AND (");
    for (int at = 0; at < keys.size(); at++) {
      condition.append(at == 0 ? "" : " OR ");
      for (int before = 0; before < at; before++) {
        condition.append(column(before, times)).append(" = ").append(key(before, times)).append(" AND ");
      }
      condition.append(column(at, times)).append(after).append(key(at, times));
    }
    return condition.append(')').toString();
  }

  private static String column(int at, String... times) {
    return at < times.length ? times[at] : at == times.length ? "u.identity_high" : "u.identity_low";
  }

  private String key(int at, String... times) {
    return at < times.length ? Instants.literal(keys.get(at)) : Long.toString(keys.get(at));
  }
}
