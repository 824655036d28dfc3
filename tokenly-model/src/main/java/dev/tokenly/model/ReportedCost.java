package dev.tokenly.model;

/** What the source itself said a call cost, and how far that can be trusted; kept beside our own price, never mixed. */
public record ReportedCost(Usd amount, Kind kind) {

  /** Who came up with the number. */
  public enum Kind {
    /** The vendor's own bill for this call. */
    VENDOR_BILLED,
    /** The tool's calculation from a price list of its own. */
    TOOL_ESTIMATE,
    /** A gateway's fee on top of what the upstream bills. */
    GATEWAY_FEE
  }
}
