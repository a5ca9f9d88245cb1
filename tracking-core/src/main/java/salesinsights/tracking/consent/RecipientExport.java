package salesinsights.tracking.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that one team's tracking has stored about a person, to be downloaded by that person.
 *
 * @param complete false if there was more than an export takes
 */
record RecipientExport(
        Instant exportedAt,
        String team,
        String address,
        boolean complete,
        DecisionView decision,
        List<Message> messages,
        List<ConsentView> consents) {
    /** A message with what was recorded about it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(
            UUID id,
            String subject,
            String senderName,
            String senderAddress,
            @Nullable String campaign,
            Instant writtenAt,
            @Nullable Instant sentAt,
            String yourName,
            @Nullable String yourCountry,
            Mode openMode,
            Mode linkMode,
            List<Event> events,
            List<Decided> decidedOnArrival) {
        static Message of(RecordedFacts.Mail mail, List<Event> events, List<Decided> decided) {
            return new Message(
                    mail.message(),
                    mail.subject(),
                    mail.senderName(),
                    mail.senderAddress(),
                    mail.campaign(),
                    mail.writtenAt(),
                    mail.sentAt(),
                    mail.name(),
                    mail.country(),
                    mail.openMode(),
                    mail.linkMode(),
                    events,
                    decided);
        }
    }

    /** A decision under which something was stored, and since when. */
    record Decided(Instant since, String policyVersion, Map<Purpose, Mode> modes, List<DecisionView.Why> reasons) {
        static Decided of(ArrivalDecisions.Kept kept) {
            return new Decided(
                    kept.since(),
                    kept.decision().policyVersion(),
                    kept.decision().modes(),
                    kept.decision().reasons().stream().map(DecisionView.Why::of).toList());
        }
    }

    /** A recorded event, with who we believe it was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            UUID id,
            String kind,
            String source,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable Integer linkPosition,
            @Nullable String destination,
            @Nullable String agent,
            @Nullable String network,
            List<String> signals,
            @JsonRawValue String detail,
            @Nullable String actor,
            List<String> actorReasons) {
        static Event of(RecordedFacts.Fact fact) {
            return new Event(
                    fact.id(),
                    Choice.word(fact.kind()),
                    fact.source(),
                    fact.occurredAt(),
                    fact.recordedAt(),
                    fact.linkPosition(),
                    fact.destination(),
                    fact.agent(),
                    fact.network(),
                    fact.signals(),
                    fact.detail(),
                    fact.actor(),
                    fact.actorReasons());
        }
    }
}
