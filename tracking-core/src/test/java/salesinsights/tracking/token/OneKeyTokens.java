package salesinsights.tracking.token;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salesinsights.tracking.ground.Roles;

/** Tokens as a process with this one key makes and reads them, without the process. */
public final class OneKeyTokens {
    public static final String KEY_ID = "test";

    /** What {@link #tokens} signs with, as key {@link #KEY_ID}. */
    public static final String KEY = "dGhpcyBrZXkgc2lnbnMgbm90aGluZyBidXQgdGVzdHMhISE=";

    private OneKeyTokens() {}

    public static TrackingTokens tokens(String publicUrl) {
        return new TrackingTokens(new OneKey(), () -> EnumSet.of(Roles.Role.COLLECTOR), publicUrl);
    }

    private record OneKey() implements TokenConfig {
        @Override
        public Optional<String> current() {
            return Optional.of(KEY_ID);
        }

        @Override
        public Map<String, String> keys() {
            return Map.of(KEY_ID, KEY);
        }

        @Override
        public Optional<Set<String>> retired() {
            return Optional.empty();
        }
    }
}
