package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;

/**
 * A message that another system sent, with what came back: one line of an imported history.
 *
 * @param id the other system's name for the message, unique in the team; a message that is there already stays as it is
 * @param team path of the team that sent it
 * @param from the sender's address
 * @param user Keycloak name of the rep who sent it
 * @param links in their order; events name them by position from 0
 */
record PastMessage(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String team,
        @JsonProperty(required = true) String from,
        @JsonProperty(required = true) String user,
        @JsonProperty(required = true) String subject,
        @Nullable String campaign,
        @Nullable String template,
        @JsonProperty(required = true) Instant sentAt,
        @Nullable List<Link> links,
        @JsonProperty(required = true) List<To> recipients) {
    private static final int MOST_RECIPIENTS = 500;
    private static final int MOST_LINKS = 500;

    PastMessage {
        links = links == null ? List.of() : List.copyOf(links);
        recipients = List.copyOf(recipients);
        text("id", id, 200);
        text("from", from, 320);
        text("user", user, 255);
        text("subject", subject, 1000);
        optional("campaign", campaign, 200);
        optional("template", template, 200);
        count("recipients", recipients.size(), 1, MOST_RECIPIENTS);
        count("links", links.size(), 0, MOST_LINKS);
        from = from.strip().toLowerCase(Locale.ROOT);
    }

    /** The links, none if the line names none. */
    List<Link> linksInOrder() {
        return links == null ? List.of() : links;
    }

    /** A link of the message. */
    record Link(
            @JsonProperty(required = true) String destination,
            @Nullable String label) {
        Link {
            text("destination", destination, 8192);
            label = label == null ? "" : label;
            optional("label", label, 500);
        }
    }

    /** Somebody it went to, and what came back from there. */
    record To(
            @JsonProperty(required = true) String address,
            @Nullable String name,
            @Nullable String country,
            @Nullable List<Came> events) {
        To {
            text("address", address, 320);
            address = address.strip().toLowerCase(Locale.ROOT);
            if (address.indexOf('@') <= 0) {
                throw new IllegalArgumentException("address: not an e-mail address");
            }
            name = name == null ? "" : name;
            optional("name", name, 400);
            if (country != null && !country.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?")) {
                throw new IllegalArgumentException("country: is no ISO 3166 code such as DE or US-CA");
            }
            events = events == null ? List.of() : List.copyOf(events);
            count("events", events.size(), 0, 1000);
        }

        /** What came back, nothing if the line says nothing. */
        List<Came> came() {
            return events == null ? List.of() : events;
        }
    }

    /**
     * One thing that came back.
     *
     * @param status enhanced status of a bounce, such as 5.1.1
     */
    record Came(
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) Instant at,
            @Nullable String userAgent,
            @Nullable Integer link,
            @Nullable String status) {
        private static final Set<EventKind> TAKEN = Set.of(
                EventKind.DELIVERED,
                EventKind.DEFERRED,
                EventKind.SOFT_BOUNCED,
                EventKind.HARD_BOUNCED,
                EventKind.COMPLAINED,
                EventKind.UNSUBSCRIBED,
                EventKind.OPENED,
                EventKind.CLICKED,
                EventKind.REPLIED,
                EventKind.AUTO_REPLIED,
                EventKind.READ_RECEIPT);

        Came {
            optional("userAgent", userAgent, 4000);
            optional("status", status, 20);
            eventKind(kind);
        }

        EventKind eventKind() {
            return eventKind(kind);
        }

        private static EventKind eventKind(String kind) {
            return TAKEN.stream()
                    .filter(known -> known.name().equalsIgnoreCase(kind))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("kind: no event that a history can hold"));
        }
    }

    private static void text(String field, String value, int longest) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + ": is missing");
        }
        optional(field, value, longest);
    }

    private static void optional(String field, @Nullable String value, int longest) {
        if (value != null && (value.length() > longest || value.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException(field + ": at most " + longest + " characters, none of them control");
        }
    }

    private static void count(String field, int size, int least, int most) {
        if (size < least || size > most) {
            throw new IllegalArgumentException(field + ": " + least + " to " + most + " of them, not " + size);
        }
    }
}
