package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;

/**
 * A message with everything that is known of it.
 *
 * @param headerId Message-ID without angle brackets
 * @param from address and name of the rep, null where people are seen as a group only
 * @param sentBy Keycloak name of the rep, null likewise
 * @param tracking false if it was switched off for this message
 * @param warnings what the sender should know, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        UUID id,
        String team,
        String headerId,
        @Nullable Mailbox from,
        @Nullable String sentBy,
        String subject,
        @Nullable String campaign,
        @Nullable String template,
        boolean tracking,
        Instant createdAt,
        List<String> warnings,
        List<LinkView> links,
        List<RecipientView> recipients) {
    public MessageView {
        warnings = List.copyOf(warnings);
        links = List.copyOf(links);
        recipients = List.copyOf(recipients);
    }

    /** A tracked link; {@code position} counts from 0. */
    public record LinkView(int position, String destination, String label) {}

    /** What may be recorded of a recipient, and why, in words. */
    public record DecisionView(Mode open, Mode link, List<String> reasons, String policyVersion) {
        public DecisionView {
            reasons = List.copyOf(reasons);
        }
    }

    /** How often something happened, by whom. */
    public record EventCount(String kind, int human, int machine, Instant lastAt) {}

    /**
     * One recipient.
     *
     * @param status {@code prepared}, {@code queued} (if it was tried before, {@code failure} says how that ended), {@code sending} (in this very moment), {@code sent}, {@code failed}, or
     *     {@code unknown}: handed over, but nobody can say whether it arrived there; never sent again by itself
     * @param mimeBase64 the recipient's copy, if asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecipientView(
            UUID id,
            String address,
            String name,
            @Nullable String country,
            DecisionView decision,
            String status,
            @Nullable Instant sentAt,
            @Nullable String failure,
            List<EventCount> events,
            @Nullable String mimeBase64) {
        public RecipientView {
            events = List.copyOf(events);
        }

        RecipientView with(List<EventCount> counted) {
            return new RecipientView(
                    id, address, name, country, decision, status, sentAt, failure, counted, mimeBase64);
        }

        RecipientView with(@Nullable String mime) {
            return new RecipientView(id, address, name, country, decision, status, sentAt, failure, events, mime);
        }
    }

    MessageView withoutSender() {
        return new MessageView(
                id,
                team,
                headerId,
                null,
                null,
                subject,
                campaign,
                template,
                tracking,
                createdAt,
                warnings,
                links,
                recipients);
    }

    MessageView with(List<LinkView> otherLinks, List<RecipientView> others) {
        return new MessageView(
                id,
                team,
                headerId,
                from,
                sentBy,
                subject,
                campaign,
                template,
                tracking,
                createdAt,
                warnings,
                otherLinks,
                others);
    }
}
