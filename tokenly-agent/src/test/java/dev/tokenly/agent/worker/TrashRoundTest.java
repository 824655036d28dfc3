package dev.tokenly.agent.worker;

import static dev.tokenly.agent.worker.Workshop.lines;
import static dev.tokenly.agent.worker.Workshop.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.worker.keep.Cleanup;
import dev.tokenly.agent.worker.ship.Delivery;
import dev.tokenly.agent.worker.ship.Shipper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 26 with cleanup on: what the agent still has includes its trash. */
class TrashRoundTest {
  @TempDir Path folder;

  private Workshop shop() throws Exception {
    return new Workshop(folder, Clock.systemUTC(), Map.of("cleanup", "delete"));
  }

  private static void putInTheTrash(Workshop shop) throws Exception {
    Path old = shop.write("a.jsonl", lines(0, 5));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    shop.scan();
    assertFalse(Files.exists(old));
    shop.scan();
    assertEquals(numbers(0, 5), shop.arrived());
  }

  @Test
  void f26_a_server_put_back_from_a_backup_is_sent_what_lies_in_the_trash_once() throws Exception {
    try (Workshop shop = shop()) {
      putInTheTrash(shop);
      shop.resend();
      shop.scan();
      shop.scan();
      shop.crash();
      shop.scan();
      assertEquals(10, shop.arrivedLines());
      assertEquals(new HashSet<>(numbers(0, 5)), new HashSet<>(shop.arrived()));
      assertNull(shop.parts().gaps().lately(shop.parts().names()), "nothing of it is missing");
    }
  }

  @Test
  void what_was_asked_for_again_leaves_the_trash_when_it_was_sent() throws Exception {
    try (Workshop shop = shop()) {
      putInTheTrash(shop);
      try (var folders = Files.newDirectoryStream(shop.log(""), Cleanup.TRASH + "*")) {
        Path trash = folders.iterator().next();
        shop.resend();
        shop.onUpload(_ -> new Delivery.NotAllowed("not now"));
        assertThrows(Shipper.NotAllowed.class, shop::scan);
        shop.goBack();
        Path old = shop.log(Cleanup.TRASH + "2026-01-01");
        Files.move(trash, old);
        shop.parts().cleanup().emptyTrash(shop.log(""));
        assertTrue(Files.exists(old), "its week is over, but the server does not have it");
        Files.move(old, trash);
        shop.crash();
        shop.onUpload(_ -> Workshop.taken());
        shop.scan();
        assertEquals(10, shop.arrivedLines(), "sent by the worker that came after");
        Files.move(trash, old);
        shop.parts().cleanup().emptyTrash(shop.log(""));
        assertFalse(Files.exists(old));
      }
    }
  }
}
