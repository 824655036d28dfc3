package dev.tokenly.store.admin;

/** The tables of the administration within one transaction; not to be kept after the callback. */
public interface AdminTransaction {
  Clients clients();

  /** The documents of one kind. */
  Documents documents(DocumentKind kind);

  Audit audit();

  Activity activity();
}
