package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/** Mail of the product to a colleague: plain text, through the team's own server, never tracked. */
@Singleton
public class StaffMail {
    private final PlainPost post;
    private final Clock clock;

    StaffMail(PlainPost post, Clock clock) {
        this.post = post;
        this.clock = clock;
    }

    /**
     * Sends it from the colleague's own address, the one sender that every server of theirs knows. Blocks, outside of any
     * transaction.
     *
     * @param id of this piece of mail: a second try has the same, so that mail programs show it once
     * @param subject one line
     * @return why it was not taken, in words; empty if it was
     */
    public Optional<String> send(TeamId team, UUID id, String to, String subject, String text) {
        String header = id + "@" + to.substring(to.indexOf('@') + 1);
        return post.send(team, to, to, AutomaticMail.mime(to, to, subject, text, header, clock.instant()));
    }

    /**
     * A file that comes with a mail.
     *
     * @param name ASCII, with an ending
     * @param type of its content
     */
    public record Attachment(String name, String type, byte[] content) {}

    /**
     * The same with a file.
     *
     * @return why it was not taken, in words; empty if it was
     */
    public Optional<String> send(TeamId team, UUID id, String to, String subject, String text, Attachment attachment) {
        String header = id + "@" + to.substring(to.indexOf('@') + 1);
        return post.send(team, to, to, AutomaticMail.mime(to, to, subject, text, header, clock.instant(), attachment));
    }
}
