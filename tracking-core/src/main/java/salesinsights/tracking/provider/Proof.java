package salesinsights.tracking.provider;

import java.time.Instant;

/** Whether a request comes from the provider. */
sealed interface Proof {
    /** It does, and the proof covers the body, or is a secret that only the provider knows. */
    record Genuine() implements Proof {}

    /** It does, but the proof says nothing about the body: good for one body only, as long as its time is accepted. */
    record GenuineOnce(String token, Instant until) implements Proof {}

    /** It does not, or nobody can tell. */
    record Forged() implements Proof {}

    /** What it takes to tell cannot be had for the moment. */
    record NotNow() implements Proof {}
}
