package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import salesinsights.tracking.consent.AskingMail;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** No link of ours but the one to the question. */
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
        String id = Ids.next() + "@" + from.substring(from.indexOf('@') + 1);
        return post.send(team, from, to, AutomaticMail.mime(from, to, subject, text, id, clock.instant()));
    }
}
