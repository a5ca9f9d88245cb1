package salesinsights.tracking.consent;

import java.util.Locale;

/** Why a decision is as it is. Codes are {@code REASON}, {@code PURPOSE:REASON} or {@code COUNTRY:DE}. */
public enum Reason {
    /** The country whose row was used. */
    COUNTRY,
    COUNTRY_UNKNOWN,
    COUNTRY_CONFLICT,
    NOTICE_SUFFICES,
    CONSENT_GIVEN,
    CONSENT_MISSING,
    CONSENT_REFUSED,
    OBJECTED,
    RULE_OFF,
    TEAM_POLICY,
    STRICTER_WHEN_SENT,
    OPT_OUT_SIGNAL,
    NO_NETWORK,
    RECIPIENT_UNKNOWN;

    String of(Purpose purpose) {
        return purpose.name() + ":" + name();
    }

    String of(String region) {
        return name() + ":" + region;
    }

    /** A code of {@link TrackingDecision#reasons} as an English sentence; an unknown code as it is. */
    public static String wordsFor(String code) {
        Words words = Words.in(Locale.ENGLISH);
        int colon = code.indexOf(':');
        if (colon < 0) {
            return words.say("reason." + code);
        }
        String left = code.substring(0, colon);
        String right = code.substring(colon + 1);
        return left.equals(COUNTRY.name())
                ? words.say("reason.COUNTRY", right)
                : words.say("purpose." + left) + ": " + words.say("reason." + right);
    }
}
