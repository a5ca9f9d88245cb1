package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Objections;
import salesinsights.tracking.consent.Objections.Flag;
import salesinsights.tracking.team.TeamId;

/**
 * Flags of a CRM that say what somebody does not want, in the names that HubSpot, Salesforce, Dynamics, Odoo, Mautic and
 * plain lists have for them. Such a flag becomes an objection in the consent ledger; a flag that is gone takes none back.
 */
@Singleton
class ContactFlags {
    private static final Map<String, Flag> FLAGS = Map.ofEntries(
            Map.entry("do not email", Flag.MAIL),
            Map.entry("donotemail", Flag.MAIL),
            Map.entry("do not mail", Flag.MAIL),
            Map.entry("do not bulk email", Flag.MAIL),
            Map.entry("donotbulkemail", Flag.MAIL),
            Map.entry("email opt out", Flag.MAIL),
            Map.entry("hasoptedoutofemail", Flag.MAIL),
            Map.entry("hs email optout", Flag.MAIL),
            Map.entry("opt out", Flag.MAIL),
            Map.entry("is blacklisted", Flag.MAIL),
            Map.entry("unsubscribed", Flag.MAIL),
            Map.entry("do not track", Flag.TRACKING),
            Map.entry("donottrack", Flag.TRACKING),
            Map.entry("tracking opt out", Flag.TRACKING),
            Map.entry("do not contact", Flag.CONTACT),
            Map.entry("donotcontact", Flag.CONTACT));

    private static final Set<String> YES = Set.of("yes", "true", "1", "y", "x", "ja", "oui", "si", "sí", "on");

    private final Objections objections;

    ContactFlags(Objections objections) {
        this.objections = objections;
    }

    /** Before any lead is locked: whoever scores locks in that order, too. */
    void heed(TeamId team, List<IncomingLead> incoming) {
        for (IncomingLead lead : incoming) {
            String email = lead.value(LeadField.EMAIL);
            if (email != null) {
                heed(team, email, lead.attributes());
            }
        }
    }

    /** The same for one person. */
    void heed(TeamId team, String email, Map<String, ? extends @Nullable String> attributes) {
        attributes.forEach((name, value) -> flag(name, value == null ? "" : value)
                .ifPresent(flag -> objections.flagged(team, email, flag, "lead attribute \"" + name + "\"")));
    }

    static Optional<Flag> flag(String name, String value) {
        if (name.length() > 60 || !YES.contains(value.strip().toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        String plain =
                name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ").strip();
        return Optional.ofNullable(FLAGS.get(plain));
    }
}
