package salesinsights.tracking.consent;

import java.util.Arrays;
import java.util.List;
import salesinsights.tracking.team.Team;

/**
 * A decision with its reasons in words.
 *
 * @param mayMail false if nothing at all may be sent to the person
 * @param general reasons that concern all purposes, such as the country
 */
record DecisionView(String team, String policyVersion, boolean mayMail, List<Why> general, List<ForPurpose> purposes) {
    /** A reason as a code that clients may switch on, and as a sentence. */
    record Why(String code, String words) {
        static Why of(String code) {
            return new Why(code, Reason.wordsFor(code));
        }
    }

    /** What holds for one purpose. */
    record ForPurpose(String purpose, Mode mode, boolean identified, List<Why> reasons) {}

    static DecisionView of(Team team, TrackingDecision decision, boolean mayMail) {
        List<ForPurpose> purposes = Arrays.stream(Purpose.values())
                .map(purpose -> new ForPurpose(
                        Choice.word(purpose),
                        decision.mode(purpose),
                        decision.identifies(purpose),
                        reasons(decision, purpose)))
                .toList();
        List<Why> general = decision.reasons().stream()
                .filter(code -> Arrays.stream(Purpose.values()).noneMatch(purpose -> about(purpose, code)))
                .map(Why::of)
                .toList();
        return new DecisionView(team.path().value(), decision.policyVersion(), mayMail, general, purposes);
    }

    static List<Why> reasons(TrackingDecision decision, Purpose purpose) {
        return decision.reasons().stream()
                .filter(code -> about(purpose, code))
                .map(Why::of)
                .toList();
    }

    private static boolean about(Purpose purpose, String code) {
        return code.startsWith(purpose.name() + ":");
    }
}
