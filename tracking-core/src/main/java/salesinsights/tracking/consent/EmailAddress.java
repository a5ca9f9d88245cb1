package salesinsights.tracking.consent;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** An address as the ledger and the policy take it: lower case, at most 320 characters. */
record EmailAddress(String value) {
    /** Reads a request's member or parameter {@code address}. */
    static EmailAddress of(@Nullable String given) {
        String value = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
        int at = value.lastIndexOf('@');
        boolean shaped = at > 0 && at < value.length() - 1 && value.length() <= 320;
        if (!shaped || value.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw Problem.invalid("address", "is not an e-mail address of at most 320 characters");
        }
        return new EmailAddress(value);
    }
}
