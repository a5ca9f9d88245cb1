package salesinsights.tracking.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * A message that was checked and read, ready to be made for each recipient.
 *
 * @param recipients each address once, at least one
 * @param headerId Message-ID without angle brackets
 * @param readTime true if how long it is read is to be measured, where opens may be observed
 * @param digest SHA-256 of the request, in hex
 */
record Outgoing(
        Blueprint blueprint,
        Mailbox sender,
        List<Mailbox> recipients,
        String subject,
        String headerId,
        @Nullable String campaign,
        @Nullable String template,
        TrackingSwitch tracking,
        boolean send,
        boolean readTime,
        String digest) {
    static final int MOST_RECIPIENTS = 500;
    private static final int LONGEST_NAME = 200;

    Outgoing {
        recipients = List.copyOf(recipients);
        campaign = named("campaign", campaign);
        template = named("template", template);
    }

    /** A message that somebody else composes: nothing of it is known but whom it goes to. */
    static Outgoing bare(Mailbox sender, List<Mailbox> recipients, String subject, UUID id, LinksRequest request) {
        return new Outgoing(
                Blueprint.nothing(),
                sender,
                recipients,
                subject,
                id + "@" + new EmailAddress(sender.address()).domain(),
                request.campaign(),
                request.template(),
                request.tracking(),
                false,
                false,
                "");
    }

    private static @Nullable String named(String field, @Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(field, "has at most " + LONGEST_NAME + " characters, on one line");
        }
        return PlainText.line(name);
    }

    /**
     * Checks recipients and drops repeated ones.
     *
     * @param byField header or member name with those that it names
     * @throws Problem naming {@code to} if there is nobody, or every place with somebody who cannot be written to
     */
    static List<Mailbox> checked(Map<String, List<Mailbox>> byField) {
        return checked(byField, MOST_RECIPIENTS);
    }

    /** The same for at most so many. */
    static List<Mailbox> checked(Map<String, List<Mailbox>> byField, int most) {
        Map<String, Mailbox> byAddress = new LinkedHashMap<>();
        List<Problem.Field> wrong = new ArrayList<>();
        byField.forEach((field, people) -> {
            for (int i = 0; i < people.size(); i++) {
                try {
                    Mailbox person = people.get(i).checked();
                    byAddress.putIfAbsent(person.address(), person);
                } catch (IllegalArgumentException refused) {
                    wrong.add(new Problem.Field(field + "[" + i + "]", String.valueOf(refused.getMessage())));
                }
            }
        });
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong.subList(0, Math.min(wrong.size(), 50)));
        }
        if (byAddress.isEmpty()) {
            throw Problem.invalid("to", "names nobody: at least one recipient is needed");
        }
        if (byAddress.size() > most) {
            throw Problem.invalid("to", "names " + byAddress.size() + " recipients; at most " + most);
        }
        return List.copyOf(byAddress.values());
    }
}
