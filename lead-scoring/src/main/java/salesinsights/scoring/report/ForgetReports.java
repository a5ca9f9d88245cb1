package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** What reports hold about a person's copies: taken out of every figure. */
@Singleton
class ForgetReports implements PersonalData {
    private final Counting counting;

    ForgetReports(Counting counting) {
        this.counting = counting;
    }

    @Override
    public String name() {
        return "reports";
    }

    @Override
    public Turn turn() {
        return Turn.EVENTS;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.shown("counted_recipient", "team_id = :team and recipient_id = any (:recipients)"),
                PersonRows.deleted("counted_reply", "team_id = :team and recipient_id = any (:recipients)"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "report_cell.*", "counts by team, sender, campaign, template, country and link; no recipient",
                "report_crowd.*", "how much each sender sent in a week; no recipient",
                "report_reading.*", "how many looked for how long; no recipient",
                "recipient_to_count.*", "ids of copies to count anew, gone within a second");
    }

    @Override
    public Forgotten forget(Person person) {
        counting.takeOut(person.recipients());
        return new Forgotten(person.recipients().size(), Set.of());
    }
}
