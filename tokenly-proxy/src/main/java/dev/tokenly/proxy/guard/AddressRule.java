package dev.tokenly.proxy.guard;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses an upstream's name may lead to ({@code security.md} C7): never those of a cloud's metadata service or of
 * the link, and those of private networks or this machine only where the settings expect it.
 */
public final class AddressRule {
  private AddressRule() {}

  /** Whether a connection to the address may be made. */
  public static boolean allows(InetAddress address, boolean mayBePrivate) {
    if (address.isLinkLocalAddress() || address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return false;
    }
    if (isMetadata(address.getAddress())) {
      return false;
    }
    return mayBePrivate || !isPrivate(address);
  }

  /** Metadata services outside the link: {@code fd00:ec2::254} and {@code 100.100.100.200}. */
  private static boolean isMetadata(byte[] address) {
    if (address.length == 4) {
      return address[0] == 100 && address[1] == 100 && address[2] == 100 && (address[3] & 0xff) == 200;
    }
    return (address[0] & 0xff) == 0xfd && address[1] == 0 && address[2] == 0x0e && (address[3] & 0xff) == 0xc2;
  }

  private static boolean isPrivate(InetAddress address) {
    if (address.isLoopbackAddress() || address.isSiteLocalAddress()) {
      return true;
    }
    int first = address.getAddress()[0] & 0xff;
    int second = address.getAddress()[1] & 0xff;
    if (address instanceof Inet4Address) {
      boolean sharedByCarrier = first == 100 && second >= 64 && second < 128;
      return first == 0 || sharedByCarrier || first >= 240;
    }
    boolean uniqueLocal = (first & 0xfe) == 0xfc;
    boolean embedsIpv4 = first == 0 || (first == 0x20 && second == 0x02);
    return uniqueLocal || embedsIpv4;
  }
}
