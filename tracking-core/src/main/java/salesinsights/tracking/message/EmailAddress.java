package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * An address that mail can be sent to: lower case, international domains in their ASCII form, at most 320 characters.
 * Nothing in it can break out of a header or an SMTP command.
 */
public record EmailAddress(@JsonValue String value) {
    public EmailAddress {
        value = value.strip().toLowerCase(Locale.ROOT);
        int at = value.lastIndexOf('@');
        if (at <= 0 || at == value.length() - 1) {
            throw new IllegalArgumentException("is not an e-mail address");
        }
        value = value.substring(0, at) + "@" + asciiDomain(value.substring(at + 1));
        if (value.length() > 320 || at > 64) {
            throw new IllegalArgumentException("is longer than an e-mail address can be");
        }
        if (value.chars().anyMatch(EmailAddress::isForbidden)) {
            throw new IllegalArgumentException("has characters that an e-mail address cannot have");
        }
    }

    private static String asciiDomain(String domain) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(domain)
                ? domain
                : IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    }

    private static boolean isForbidden(int character) {
        return character <= ' ' || character >= 127 || "<>()[],;:\\\"".indexOf(character) >= 0;
    }

    /** The address if {@code text} is one. */
    public static Optional<EmailAddress> of(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }
}
