package salesinsights.ui.lead;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.sharing.SharedLead;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * A lead of another team, as whoever it was shared with sees it.
 *
 * @param score null until the first score is there
 * @param typed what stands in the form; empty for what the lead has
 */
record SharedScreen(
        SharedLead shared,
        When sharedAt,
        @Nullable ScoreCard score,
        List<TimelineRow> timeline,
        Map<String, String> typed,
        Map<String, String> wrong) {
    SharedScreen {
        timeline = List.copyOf(timeline);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    public String id() {
        return shared.lead().id().value().toString();
    }

    public String team() {
        return shared.lead().team().value();
    }

    public String stage() {
        return typed.getOrDefault("stage", shared.lead().stage().name().toLowerCase(Locale.ROOT));
    }

    public String phone() {
        String stored = shared.lead().phone();
        return typed.getOrDefault("phone", stored == null ? "" : stored);
    }

    public List<Choice> stages() {
        return Choice.of("new", "attempting", "connected", "qualified", "disqualified");
    }

    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }

    /** A line of the list. */
    record Row(SharedLead shared, When sharedAt) {
        public String id() {
            return shared.lead().id().value().toString();
        }

        public String team() {
            return shared.lead().team().value();
        }

        public String tier() {
            return shared.tier().name().toLowerCase(Locale.ROOT);
        }
    }
}
