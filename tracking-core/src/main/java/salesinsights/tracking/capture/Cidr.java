package salesinsights.tracking.capture;

import java.util.Arrays;

/** A network such as {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a network of one. */
final class Cidr {
    private final byte[] prefix;
    private final int bits;

    private Cidr(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if it is not a network */
    static Cidr of(String text) {
        int slash = text.indexOf('/');
        byte[] address = ClientAddress.bytesOf((slash < 0 ? text : text.substring(0, slash)).strip());
        String length = slash < 0 ? "" : text.substring(slash + 1).strip();
        if (address == null || (slash >= 0 && !length.matches("[0-9]{1,3}"))) {
            throw new IllegalArgumentException("not a network: " + text);
        }
        int bits = slash < 0 ? address.length * 8 : Integer.parseInt(length);
        if (bits > address.length * 8) {
            throw new IllegalArgumentException("not a network: " + text);
        }
        return new Cidr(address, bits);
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((prefix[whole] ^ address[whole]) & 0xFF) >>> (8 - rest) == 0;
    }
}
