package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.message.SentLink;
import salesinsights.tracking.message.SentLinks;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.verdict.JudgedEvent;

/** What the sentences of reason name about events: subjects and labels. */
@Singleton
class Contexts {
    private static final int AT_MOST = 200;

    private final SentMail mail;
    private final SentLinks links;

    Contexts(SentMail mail, SentLinks links) {
        this.mail = mail;
        this.links = links;
    }

    private record Place(UUID message, int position) {}

    /** For these events, read at once. */
    Appraisal.Context of(List<JudgedEvent> events) {
        Set<UUID> recipients = events.stream().map(JudgedEvent::recipient).collect(Collectors.toSet());
        Set<UUID> clicked = events.stream()
                .filter(event -> event.linkPosition() != null)
                .map(JudgedEvent::message)
                .collect(Collectors.toSet());
        Map<UUID, String> subjects = new HashMap<>();
        if (!recipients.isEmpty()) {
            mail.of(recipients).forEach(sent -> subjects.put(sent.recipient(), subjectOf(sent)));
        }
        Map<Place, SentLink> links = new HashMap<>();
        if (!clicked.isEmpty()) {
            this.links.of(clicked).forEach(link -> links.put(new Place(link.message(), link.position()), link));
        }
        return new Read(subjects, links);
    }

    private record Read(Map<UUID, String> subjects, Map<Place, SentLink> links) implements Appraisal.Context {
        @Override
        public Map<String, String> of(JudgedEvent event) {
            Map<String, String> parameters = new HashMap<>();
            String subject = subjects.get(event.recipient());
            if (subject != null) {
                parameters.put("subject", subject);
            }
            SentLink link = linkOf(event);
            if (link != null) {
                parameters.put("link", labelOf(link));
            }
            return parameters;
        }

        @Override
        public String link(JudgedEvent event) {
            SentLink link = linkOf(event);
            return link == null ? "" : link.label() + " " + link.destination();
        }

        private @Nullable SentLink linkOf(JudgedEvent event) {
            return event.linkPosition() == null ? null : links.get(new Place(event.message(), event.linkPosition()));
        }
    }

    private static String subjectOf(SentTo sent) {
        return shortened(sent.subject());
    }

    private static String labelOf(SentLink link) {
        return shortened(link.label().isBlank() ? link.destination() : link.label());
    }

    private static String shortened(String text) {
        return text.length() > AT_MOST ? text.substring(0, AT_MOST) : text;
    }
}
