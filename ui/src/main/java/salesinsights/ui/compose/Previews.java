package salesinsights.ui.compose;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.Reason;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.message.EmailAddress;
import salesinsights.tracking.message.Mailbox;
import salesinsights.tracking.team.TeamId;

/** Says before sending what would be recorded of whom, by the very decision that is taken when sending. */
@Singleton
class Previews {
    private final Decisions decisions;
    private final Leads leads;

    Previews(Decisions decisions, Leads leads) {
        this.decisions = decisions;
        this.leads = leads;
    }

    /** A row per recipient, in the caller's transaction. */
    List<PreviewRow> of(TeamId team, Draft draft) {
        return located(team, draft.recipients()).stream()
                .map(person -> row(team, person, draft.tracking()))
                .toList();
    }

    /** The recipients with the country that their lead has; it decides what may be tracked. */
    List<Mailbox> located(TeamId team, List<Mailbox> people) {
        return people.stream().map(person -> located(team, person)).toList();
    }

    private Mailbox located(TeamId team, Mailbox person) {
        @Nullable
        String country = EmailAddress.of(person.address())
                .flatMap(address -> leads.byEmail(team, address.value()))
                .map(Lead::country)
                .orElse(null);
        return new Mailbox(person.address(), person.name(), country);
    }

    private PreviewRow row(TeamId team, Mailbox person, boolean tracking) {
        Optional<EmailAddress> address = EmailAddress.of(person.address());
        String country = person.country() == null ? "country unknown" : person.country();
        if (address.isEmpty()) {
            return new PreviewRow(person.address(), country, "off", "off", List.of("This is not an e-mail address."));
        }
        if (!decisions.mayMail(team, address.get().value())) {
            return new PreviewRow(
                    address.get().value(), country, "off", "off", List.of("Does not want mail: nothing will be sent."));
        }
        if (!tracking) {
            return new PreviewRow(
                    address.get().value(),
                    country,
                    "off",
                    "off",
                    List.of("Tracking is switched off for this message."));
        }
        TrackingDecision decision = decisions.whenSending(team, address.get().value(), person.country());
        return new PreviewRow(
                address.get().value(),
                country,
                Modes.words(decision.mode(Purpose.OPEN)),
                Modes.words(decision.mode(Purpose.CLICK)),
                why(decision));
    }

    private static List<String> why(TrackingDecision decision) {
        List<String> why = new ArrayList<>();
        decision.reasons().stream()
                .filter(code -> !code.contains(":")
                        || code.startsWith("COUNTRY:")
                        || code.startsWith(Purpose.OPEN + ":")
                        || code.startsWith(Purpose.CLICK + ":"))
                .map(Reason::wordsFor)
                .forEach(why::add);
        return why;
    }
}
