package salesinsights.tracking.erasure;

import java.util.List;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/**
 * Whom one request is about, in one team.
 *
 * @param request the request that is running
 * @param address lower case
 * @param subject the pseudonym in hexadecimal
 * @param recipients the person's copies of messages; they stay known here when their rows are gone
 * @param messages messages that went to nobody else
 * @param forGood true if nobody is to write to the person again; false if data merely grew old
 */
public record Person(
        UUID request,
        TeamId team,
        String address,
        String subject,
        List<UUID> recipients,
        List<UUID> messages,
        boolean forGood) {
    public Person {
        recipients = List.copyOf(recipients);
        messages = List.copyOf(messages);
    }
}
