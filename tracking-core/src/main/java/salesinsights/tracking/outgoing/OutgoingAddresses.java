package salesinsights.tracking.outgoing;

import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses may be called. A stated host is somebody's input: without this, "test the connection" is a probe of
 * the network that the server stands in.
 */
@Singleton
public class OutgoingAddresses {
    private static final class Range {
        private final byte[] prefix;
        private final int bits;

        private Range(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        static Range of(String network) {
            String[] parts = network.split("/", 2);
            return new Range(literal(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    // IANA's special-purpose registries, all that is not globally reachable, and what embeds an IPv4 address.
    private static final List<Range> DENIED = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .stream()
            .map(Range::of)
            .toList();

    private final OutgoingConfig config;

    OutgoingAddresses(OutgoingConfig config) {
        this.config = config;
    }

    /** True if private networks and connections without TLS are allowed here. */
    public boolean allowPrivate() {
        return config.allowPrivateAddresses();
    }

    /**
     * Looks a name up, and refuses it if it leads into a private network. Connect to the address that this gives, not to
     * the name: it could mean something else by then.
     *
     * @param host a name, or an address in digits
     * @throws NoAnswer with a sentence if there is no such host, or it may not be called
     */
    public InetAddress resolve(String host) throws NoAnswer {
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new NoAnswer("There is no host of this name: " + host + ".");
        }
        for (InetAddress address : found) {
            // One denied address among public ones is an attack or a mistake; both are refused.
            if (!allowPrivate() && !isPublic(address)) {
                throw new NoAnswer("The host " + host + " lies in a private network, which is not allowed here.");
            }
        }
        return found[0];
    }

    /** True for an address of the public internet. An IPv4 address inside an IPv6 one was already unwrapped by Java. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean scoped = address instanceof Inet6Address six && six.getScopeId() != 0;
        return !scoped && DENIED.stream().noneMatch(range -> range.holds(bytes));
    }

    private static InetAddress literal(String written) {
        try {
            return InetAddress.getByName(written);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("not an address: " + written, impossible);
        }
    }
}
