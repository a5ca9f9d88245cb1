package salesinsights.tracking.consent;

import org.jspecify.annotations.Nullable;

/**
 * What is on record about where a person lives, beside what a message says; each as it was written down.
 *
 * @param country of the person, ISO 3166-1 or -2
 * @param companyCountry of the company the person works for
 * @param phone with its international prefix, else it says nothing
 */
public record Whereabouts(
        @Nullable String country,
        @Nullable String companyCountry,
        @Nullable String phone) {
    /** Nothing is known. */
    public static final Whereabouts UNKNOWN = new Whereabouts(null, null, null);
}
