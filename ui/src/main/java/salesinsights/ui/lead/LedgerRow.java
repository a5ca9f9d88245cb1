package salesinsights.ui.lead;

import org.jspecify.annotations.Nullable;
import salesinsights.ui.page.When;

/**
 * A line of the answer to "why 73?".
 *
 * @param what the rule in words
 * @param about the message or link, empty if it is about neither
 * @param earned points when it was earned, with sign
 * @param now what is left of them, with sign
 * @param positive true if it raises the score
 * @param reversed true if it was taken back
 * @param takenBack why and when, in words, null if it stands
 */
record LedgerRow(
        When when,
        String what,
        String about,
        String earned,
        String now,
        boolean positive,
        boolean reversed,
        @Nullable String takenBack) {}
