package dev.tokenly.store.admin;

import java.util.List;

/** Clients of a page and how many match in total. */
public record ClientPage(List<Client> clients, long total) {}
