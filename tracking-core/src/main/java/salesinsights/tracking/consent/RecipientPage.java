package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.RecipientChoices.Act;
import salesinsights.tracking.consent.RecipientChoices.Reader;
import salesinsights.tracking.team.Team;

/** Gathers what the recipient's page and the export show. Reads only, in the caller's transaction. */
@Singleton
class RecipientPage {
    private static final int MAILS_AT_MOST = 1000;
    private static final int SHOWN_AT_MOST = 200;
    private static final int EXPORTED_AT_MOST = 50_000;

    private final RecordedFacts recorded;
    private final ArrivalDecisions arrivals;
    private final Decisions decisions;
    private final Standings standings;
    private final ConsentLedger ledger;
    private final ConsentKeys keys;
    private final Clock clock;

    RecipientPage(
            RecordedFacts recorded,
            ArrivalDecisions arrivals,
            Decisions decisions,
            Standings standings,
            ConsentLedger ledger,
            ConsentKeys keys,
            Clock clock) {
        this.recorded = recorded;
        this.arrivals = arrivals;
        this.decisions = decisions;
        this.standings = standings;
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
    }

    RecipientView view(Team team, Reader reader, Locale language) {
        Words words = Words.in(language);
        List<RecordedFacts.Mail> mails = recorded.mails(team.id(), reader.address(), MAILS_AT_MOST);
        List<RecordedFacts.Fact> facts = recorded.facts(team.id(), mails, SHOWN_AT_MOST + 1);
        Map<UUID, RecordedFacts.Mail> byRecipient =
                mails.stream().collect(Collectors.toMap(RecordedFacts.Mail::recipient, Function.identity()));
        RecordedFacts.Mail mail = byRecipient.get(reader.recipient());
        Map<Matter, Standing> said = standings.of(team.id(), keys.subject(reader.address()));
        return new RecipientView(
                reader.address(),
                team.path().name(),
                mail == null ? "" : sender(mail),
                mail == null ? "" : mail.subject(),
                Act.STOP_TRACKING.done(said),
                Act.STOP_MAIL.done(said),
                purposes(decision(team, reader, mails), words),
                facts.stream()
                        .limit(SHOWN_AT_MOST)
                        .map(fact -> event(fact, byRecipient.get(fact.recipient()), words))
                        .toList(),
                facts.size() > SHOWN_AT_MOST,
                ledger.of(team.id(), keys.subject(reader.address())).stream()
                        .limit(SHOWN_AT_MOST)
                        .map(record -> said(record, words))
                        .toList());
    }

    RecipientExport export(Team team, Reader reader) {
        List<RecordedFacts.Mail> mails = recorded.mails(team.id(), reader.address(), MAILS_AT_MOST);
        List<RecordedFacts.Fact> facts = recorded.facts(team.id(), mails, EXPORTED_AT_MOST);
        Map<UUID, List<RecipientExport.Event>> byRecipient = facts.stream()
                .collect(Collectors.groupingBy(
                        RecordedFacts.Fact::recipient,
                        Collectors.mapping(RecipientExport.Event::of, Collectors.toList())));
        Map<UUID, List<RecipientExport.Decided>> decided =
                arrivals
                        .of(
                                team.id(),
                                mails.stream()
                                        .map(RecordedFacts.Mail::recipient)
                                        .toList())
                        .stream()
                        .collect(Collectors.groupingBy(
                                ArrivalDecisions.Kept::recipient,
                                Collectors.mapping(RecipientExport.Decided::of, Collectors.toList())));
        boolean mayMail = decisions.mayMail(team.id(), reader.address());
        return new RecipientExport(
                clock.instant(),
                team.path().value(),
                reader.address(),
                mails.size() < MAILS_AT_MOST && facts.size() < EXPORTED_AT_MOST,
                DecisionView.of(team, decision(team, reader, mails), mayMail),
                mails.stream()
                        .map(mail -> RecipientExport.Message.of(
                                mail,
                                byRecipient.getOrDefault(mail.recipient(), List.of()),
                                decided.getOrDefault(mail.recipient(), List.of())))
                        .toList(),
                ledger.of(team.id(), keys.subject(reader.address())).stream()
                        .map(one -> ConsentView.of(team, one))
                        .toList());
    }

    /** What would hold for a message sent now: the newest known country counts. */
    private TrackingDecision decision(Team team, Reader reader, List<RecordedFacts.Mail> mails) {
        String country = mails.isEmpty() ? null : mails.getFirst().country();
        return decisions.whenSending(team.id(), reader.address(), country);
    }

    private static List<RecipientView.Purposes> purposes(TrackingDecision decision, Words words) {
        return Arrays.stream(Purpose.values())
                .map(purpose -> new RecipientView.Purposes(
                        words.say("page.purpose." + purpose),
                        words.say("page.mode." + decision.mode(purpose)),
                        DecisionView.reasons(decision, purpose).stream()
                                .map(why -> words.say("page."
                                        + why.code().substring(purpose.name().length() + 1)))
                                .collect(Collectors.joining(" "))))
                .toList();
    }

    private static RecipientView.Event event(RecordedFacts.Fact fact, RecordedFacts.@Nullable Mail mail, Words words) {
        String actor = fact.actor();
        return new RecipientView.Event(
                spoken(words, fact.occurredAt()),
                fact.occurredAt().toString(),
                words.say("page.event." + fact.kind()),
                mail == null ? "" : mail.subject(),
                fact.destination(),
                actor == null ? "" : words.find("page.actor." + actor));
    }

    private static RecipientView.Said said(ConsentRecord record, Words words) {
        Instant at = record.recordedAt();
        String what = words.say("page.state." + record.statement().state()) + ": "
                + words.say("page.purpose." + record.statement().matter());
        return new RecipientView.Said(spoken(words, at), at.toString(), what);
    }

    private static String spoken(Words words, Instant at) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", words.locale())
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    private static String sender(RecordedFacts.Mail mail) {
        return mail.senderName().isBlank()
                ? mail.senderAddress()
                : mail.senderName() + " (" + mail.senderAddress() + ")";
    }
}
