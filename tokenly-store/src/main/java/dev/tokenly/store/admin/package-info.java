/** The administration's interface: clients, documents, audit, activity; every change in one transaction with its audit. */
@NullMarked
package dev.tokenly.store.admin;

import org.jspecify.annotations.NullMarked;
