package salesinsights.ui.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.council.CouncilView;
import salesinsights.ui.page.When;

/**
 * Which teams are shown as groups only, and what waits for the other role.
 *
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record CouncilScreen(List<Row> rows, Map<String, String> typed, Map<String, String> wrong) {
    CouncilScreen {
        rows = List.copyOf(rows);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** @param proposedAt null if nothing is proposed */
    record Row(CouncilView council, @Nullable When proposedAt) {
        public String team() {
            return council.team().value();
        }

        public String standing() {
            Integer minimum = council.minimum();
            return minimum == null ? "people are shown" : "groups of " + minimum + " and more";
        }

        /** The team above whose setting it is; empty if it is its own, or off. */
        public String inherited() {
            return council.from() == null || council.from().equals(council.team())
                    ? ""
                    : council.from().value();
        }

        public String proposed() {
            CouncilView.Proposal proposal = council.proposal();
            if (proposal == null) {
                return "";
            }
            return proposal.minimum() == null ? "show people" : "groups of " + proposal.minimum() + " and more";
        }

        /** As the confirmation sends it back; empty to end the mode. */
        public String proposedMinimum() {
            CouncilView.Proposal proposal = council.proposal();
            return proposal == null || proposal.minimum() == null
                    ? ""
                    : proposal.minimum().toString();
        }

        public boolean yours() {
            return council.proposal() != null && council.proposal().yoursToConfirm();
        }

        /** Who has to confirm. */
        public String other() {
            CouncilView.Proposal proposal = council.proposal();
            return proposal != null && proposal.proposedAs().equals("admin") ? "a privacy officer" : "an administrator";
        }
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
