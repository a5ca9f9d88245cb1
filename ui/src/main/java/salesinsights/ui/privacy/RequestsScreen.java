package salesinsights.ui.privacy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.PrivacyRequest;
import salesinsights.tracking.team.Team;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * What people asked for, newest first, and the form for what somebody asked elsewhere.
 *
 * @param next what the next page begins behind; null on the last
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record RequestsScreen(
        List<Row> rows, @Nullable String next, List<Team> teams, Map<String, String> typed, Map<String, String> wrong) {
    RequestsScreen {
        rows = List.copyOf(rows);
        teams = List.copyOf(teams);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** A request with its times in words. */
    record Row(
            PrivacyRequest request,
            When createdAt,
            When dueAt,
            @Nullable When finishedAt) {
        public String what() {
            return request.kind() == PrivacyRequest.Kind.ERASURE ? "Erase everything" : "Show everything";
        }

        public String how() {
            return switch (request.source()) {
                case OFFICER -> "entered by " + request.createdBy();
                case RECIPIENT_PAGE -> "on the person's own page";
                case CRM -> "from the CRM";
                case REPLAY -> "repeated after a restore";
                case RETENTION -> "too old to be kept";
            };
        }

        public String state() {
            return switch (request.state()) {
                case UNCONFIRMED -> "waits for the person to confirm";
                case OPEN -> "waits for you";
                case RUNNING -> "running, step " + request.steps().size() + " of " + (request.stepsInAll() + 1);
                case DONE -> "done";
                case CANCELLED -> "cancelled";
            };
        }

        public String tone() {
            return request.overdue()
                    ? "bad"
                    : switch (request.state()) {
                        case DONE -> "good";
                        case OPEN -> "careful";
                        case UNCONFIRMED, RUNNING, CANCELLED -> "";
                    };
        }

        public boolean mayBegin() {
            return request.state() == PrivacyRequest.State.OPEN || request.state() == PrivacyRequest.State.UNCONFIRMED;
        }
    }

    public List<Choice> kinds() {
        return List.of(
                new Choice("erasure", "Erase everything"), new Choice("access", "Show everything that is stored"));
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
