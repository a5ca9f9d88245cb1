package salesinsights.tracking.capture;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which address a request came from. Only what a proxy of one's own says is believed: {@code X-Forwarded-For} is walked
 * from its right end, for each proxy appends what it saw itself, and everything left of the first address that is no
 * proxy of ours is what the client cared to claim.
 */
final class ClientAddress {
    /** More proxies in a row than anybody has; the rest is noise. */
    private static final int MOST_HOPS = 32;

    private ClientAddress() {}

    /**
     * The client's address without port; null if nobody knows it.
     *
     * @param peer the other end of the connection
     * @param forwardedFor values of all {@code X-Forwarded-For} headers, in their order
     * @return null if a trusted proxy names something that is not an address: then nobody knows
     */
    static @Nullable String of(@Nullable String peer, List<String> forwardedFor, List<Cidr> trusted) {
        String client = peer;
        if (client == null || forwardedFor.isEmpty() || !isTrusted(client, trusted)) {
            return client;
        }
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        int last = Math.max(0, hops.length - MOST_HOPS);
        for (int i = hops.length - 1; i >= last; i--) {
            client = bare(hops[i].strip());
            if (client == null || !isTrusted(client, trusted)) {
                return client;
            }
        }
        return client;
    }

    private static boolean isTrusted(String address, List<Cidr> trusted) {
        byte[] bytes = bytesOf(address);
        return bytes != null && trusted.stream().anyMatch(network -> network.contains(bytes));
    }

    /** An address without its port; null if it is none. */
    private static @Nullable String bare(String hop) {
        String address = hop;
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            if (end < 0 || !isPort(hop.substring(end + 1))) {
                return null;
            }
            address = hop.substring(1, end);
            return address.indexOf(':') >= 0 && bytesOf(address) != null ? address : null;
        }
        int colon = hop.indexOf(':');
        if (colon >= 0 && colon == hop.lastIndexOf(':')) {
            if (!isPort(hop.substring(colon))) {
                return null;
            }
            address = hop.substring(0, colon);
        }
        return bytesOf(address) == null ? null : address;
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{1,5}");
    }

    /** 4 or 16 bytes, 4 also for an IPv4 address in IPv6's clothes; null if it is no address. */
    static byte @Nullable [] bytesOf(String address) {
        int zone = address.indexOf('%');
        String bare = zone < 0 ? address : address.substring(0, zone);
        if (bare.isEmpty() || bare.charAt(0) == '[') {
            return null;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
        return bytes != null && isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    private static boolean isMapped(byte[] bytes) {
        if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
