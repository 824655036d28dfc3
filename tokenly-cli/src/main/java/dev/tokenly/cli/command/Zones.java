package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time zones as people name them. */
final class Zones {
  private Zones() {}

  /** The zone, that of UTC without reading the rules of all others; throws a usage complaint when there is none of that name. */
  static ZoneId of(String name) {
    try {
      return name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Complaint.usage("--tz: no time zone " + name, "a name such as Europe/Berlin or UTC").raised(e);
    }
  }
}
