package salesinsights.tracking.verdict;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A block of addresses. Of IPv6 only the first half counts, which is more than is ever kept of a client.
 *
 * @param start the first address, in the upper bits
 * @param bits how many of them are given: 8 to 24 for IPv4, 16 to 48 for IPv6
 */
record Prefix(boolean six, long start, int bits) {
    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10");

    private static final List<Prefix> NOBODYS =
            PRIVATE.stream().map(Prefix::of).map(Optional::orElseThrow).toList();

    /** Reads {@code 203.0.113.0/24} or {@code 2001:db8::/32}; empty if it is not a block, or a smaller one than kept. */
    static Optional<Prefix> of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.length() > 50 || !text.substring(slash + 1).matches("\\d{1,2}")) {
            return Optional.empty();
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text.substring(0, slash));
        int bits = Integer.parseInt(text.substring(slash + 1));
        if (address == null) {
            return Optional.empty();
        }
        boolean six = address.length > 4;
        if (bits < (six ? 16 : 8) || bits > (six ? 48 : 24)) {
            return Optional.empty();
        }
        long start = ByteBuffer.wrap(Arrays.copyOf(address, 8)).getLong();
        return Optional.of(new Prefix(six, start, bits)).map(prefix -> prefix.cutTo(bits));
    }

    /** The wider block that this one lies in. */
    Prefix cutTo(int fewer) {
        return new Prefix(six, start & (-1L << (64 - fewer)), fewer);
    }

    /** True for networks that say nothing about where somebody is: everybody has a 192.168. */
    boolean isPrivate() {
        return six
                ? (start >>> 57) == 0x7E || (start >>> 54) == 0x3FA || start == 0
                : NOBODYS.stream()
                        .anyMatch(own -> own.bits <= bits && cutTo(own.bits).equals(own));
    }
}
