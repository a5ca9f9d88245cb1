package salesinsights.scoring.followup;

import org.jspecify.annotations.Nullable;

/**
 * Whom an action concerns.
 *
 * @param user Keycloak name, only for {@link Kind#USER}
 */
record Whose(Kind kind, @Nullable String user) {
    static final Whose LEAD_OWNER = new Whose(Kind.LEAD_OWNER, null);

    private static final String USER = "user:";
    private static final int LONGEST = 255;

    enum Kind {
        LEAD_OWNER,
        /** Who sent the message that it is about; the lead's owner where it is about none. */
        SENDER,
        USER
    }

    /**
     * Reads {@code lead-owner}, {@code sender} or {@code user:rita}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static Whose of(String text) {
        if (text.equals("lead-owner") || text.isEmpty()) {
            return LEAD_OWNER;
        }
        if (text.equals("sender")) {
            return new Whose(Kind.SENDER, null);
        }
        String name = text.startsWith(USER) ? text.substring(USER.length()).strip() : "";
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new IllegalArgumentException("must be lead-owner, sender or user:<name>");
        }
        return new Whose(Kind.USER, name);
    }

    @Nullable
    String of(Occasion occasion, @Nullable String leadOwner) {
        return switch (kind) {
            case LEAD_OWNER -> leadOwner;
            case SENDER -> occasion.mail() == null ? leadOwner : occasion.mail().sender();
            case USER -> user;
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case LEAD_OWNER -> "lead-owner";
            case SENDER -> "sender";
            case USER -> USER + user;
        };
    }
}
