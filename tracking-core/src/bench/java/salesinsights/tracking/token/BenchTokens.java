package salesinsights.tracking.token;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salesinsights.tracking.ground.Roles;

/** Tokens as a process with this one key makes and reads them, without the process. */
public final class BenchTokens {
    /** What {@link #tokens} signs with, as {@code insights.tokens.keys.bench}. */
    public static final String KEY = "dGhpcyBrZXkgc2lnbnMgbm90aGluZyBidXQgYmVuY2htYXJrcw==";

    private BenchTokens() {}

    public static TrackingTokens tokens(String publicUrl) {
        return new TrackingTokens(new OneKey(), () -> EnumSet.of(Roles.Role.COLLECTOR), publicUrl);
    }

    private record OneKey() implements TokenConfig {
        @Override
        public Optional<String> current() {
            return Optional.of("bench");
        }

        @Override
        public Map<String, String> keys() {
            return Map.of("bench", KEY);
        }

        @Override
        public Optional<Set<String>> retired() {
            return Optional.empty();
        }
    }
}
