package dev.tokenly.store.admin;

/** The kinds of documents the administration keeps; the key of each is named beside it. */
public enum DocumentKind {
  /** By user name. */
  USERS,
  /** Families of refresh tokens, by family id. */
  SESSIONS,
  /** Refresh tokens, by the token's SHA-256. */
  REFRESH_TOKENS,
  /** Personal access tokens, by the token's SHA-256. */
  PERSONAL_TOKENS,
  /** Configuration values, by key. */
  CONFIG,
  /** Partial client configurations, by client id. */
  CLIENT_OVERRIDES,
  /** Host names that may not register, by host name. */
  BLOCKED_HOSTS,
  /** Budgets, by name. */
  BUDGETS,
  /** Which threshold of which budget was reached in which period. */
  BUDGET_ALERTS,
  /** Notifications waiting for delivery or given up, by id. */
  NOTIFICATIONS,
  /** Imported price books and overrides. */
  PRICES,
  /** Worker versions offered for download, by version and platform. */
  RELEASES,
  /** Answers to repeated requests, by idempotency key. */
  IDEMPOTENCY,
  /** Single facts about this installation, by name. */
  INSTALLATION
}
