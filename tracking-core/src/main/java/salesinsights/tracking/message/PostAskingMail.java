package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import salesinsights.tracking.consent.AskingMail;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** Plain text, no HTML, no link of ours but the one to the question. */
@Singleton
class PostAskingMail implements AskingMail {
    private final PlainPost post;
    private final Clock clock;

    PostAskingMail(PlainPost post, Clock clock) {
        this.post = post;
        this.clock = clock;
    }

    @Override
    public Optional<String> send(TeamId team, String from, String to, String subject, String text) {
        Mailbox sender = new Mailbox(from, "", null).checked();
        Composition plain = new Composition(
                sender,
                List.of(new Mailbox(to, "", null)),
                null,
                subject,
                null,
                text,
                null,
                null,
                TrackingSwitch.OFF,
                null,
                false,
                false,
                false);
        String id = Ids.next() + "@" + from.substring(from.indexOf('@') + 1);
        byte[] mime = plain.mime(sender, id, clock.instant());
        String auto = "Auto-Submitted: auto-generated\r\n";
        byte[] head = auto.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + mime.length);
        System.arraycopy(mime, 0, whole, head.length, mime.length);
        return post.send(team, from, to, whole);
    }
}
