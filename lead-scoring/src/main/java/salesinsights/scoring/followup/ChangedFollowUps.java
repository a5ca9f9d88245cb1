package salesinsights.scoring.followup;

import java.util.List;

/** A piece of the feed of changed follow-ups; {@code next} is where to go on, also after an empty piece. */
public record ChangedFollowUps(List<FollowUpView> followUps, FollowUpCursor next) {
    public ChangedFollowUps {
        followUps = List.copyOf(followUps);
    }
}
