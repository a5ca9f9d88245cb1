package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** What a person agreed to: the entries stay, what they tell of the person does not. */
@Singleton
class ForgetConsents implements PersonalData {
    private final ConsentLedger ledger;

    ForgetConsents(ConsentLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "consents";
    }

    @Override
    public Turn turn() {
        return Turn.CONSENT;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.shown("consent_record", "team_id = :team and subject = :subject")
                        .without("evidence", "seal"),
                PersonRows.shown("consent_request", "team_id = :team and subject = :subject"),
                PersonRows.shown("refused_purpose", "team_id = :team and recipient_id = any (:recipients)"),
                PersonRows.shown("arrival_decision", "team_id = :team and recipient_id = any (:recipients)"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(
                Map.entry("consent_chain.*", "the end of the chain"),
                Map.entry("tracking_limit.*", "settings of a team"),
                Map.entry("policy_edition.*", "of staff, not of recipients"),
                Map.entry("policy_row.*", "rules"),
                Map.entry("policy_draft.*", "of staff, not of recipients"),
                Map.entry("policy_draft_row.*", "rules"));
    }

    /** The person is not to be written to again: an objection under the pseudonym says so for good. */
    @Override
    public Forgotten forget(Person person) {
        if (person.forGood()) {
            ledger.append(
                    person.team(),
                    new Subject(person.subject()),
                    standing -> Arrays.stream(Matter.values())
                            .filter(matter -> !standing.apply(matter).objects())
                            .map(matter -> new Statement(
                                    new Subject(person.subject()),
                                    matter,
                                    State.OBJECTED,
                                    Method.WRITTEN,
                                    null,
                                    "",
                                    "erasure"))
                            .toList());
        }
        return Forgotten.NOTHING;
    }
}
