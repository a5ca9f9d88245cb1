package salesinsights.crm.spi;

import java.time.Duration;

/**
 * What the CRM's last answer said that is left, from its own headers ({@code X-HubSpot-RateLimit-Remaining},
 * {@code Sforce-Limit-Info}, {@code x-ratelimit-remaining}).
 *
 * @param callsLeft not negative; at 0 the engine rests
 * @param fullIn how long until there are calls again; zero if it did not say, the engine then waits a second
 */
public record Allowance(long callsLeft, Duration fullIn) {
    public Allowance {
        if (callsLeft < 0 || fullIn.isNegative()) {
            throw new IllegalArgumentException("neither is negative: " + callsLeft + ", " + fullIn);
        }
    }
}
