package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.admin.Counters;
import dev.tokenly.proxy.meter.Conversations;
import dev.tokenly.proxy.spool.CallLog;

/** What every call works with. */
record Room(CallLog log, boolean failClosed, Counters counters, Conversations conversations, Means means) {

  /** What a call needs of the machine: memory for bodies, the rule for departed clients, ids, limits of use. */
  record Means(Bodies bodies, Departure.Policy departures, CallIds ids, Allowance allowance) {}
}
