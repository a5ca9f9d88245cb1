package salesinsights.crm.spi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells our own writes from people's, by comparing: a push stores a digest of the shared facts beside them, a pull
 * compares it with what is there. A CRM that trims, folds case or breaks lines otherwise still matches.
 */
public final class WriteMark {
    private WriteMark() {}

    /** The mark of these facts, 24 characters; facts that are ours alone and empty ones do not count. */
    public static String of(Map<LeadFact, String> facts) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(facts).forEach((fact, value) -> {
            String plain = value.replaceAll("[\\s\\p{Cntrl}]+", " ").strip().toLowerCase(Locale.ROOT);
            if (!fact.isOurs() && !plain.isEmpty()) {
                text.append(fact.name()).append('=').append(plain).append('\n');
            }
        });
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(digest).substring(0, 24);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
        }
    }
}
