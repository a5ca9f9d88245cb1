package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;

/** Opens tasks for those who know by something else than a rule that there is something to do. */
@Singleton
public class OpenTasks {
    private static final int TITLE = 500;
    private static final int TEXT = 2000;
    private static final Set<String> OF_A_LEAD = Set.of("lead.name", "lead.company", "lead.owner");

    private final RaisedFollowUps raised;

    OpenTasks(RaisedFollowUps raised) {
        this.raised = raised;
    }

    /**
     * Opens a task, in the caller's transaction; false if it was opened before.
     *
     * @param origin what opens it, at most 60 characters: a rule's id, or another name of that kind
     * @param anchor what it is opened for, at most 100 characters; the same never makes a second task of the lead
     * @param title with placeholders of a lead, not blank
     * @param reason with placeholders of a lead
     * @param owner Keycloak name, null for nobody yet
     */
    public boolean open(
            Lead lead,
            String origin,
            String anchor,
            String title,
            String reason,
            @Nullable String owner,
            Instant dueAt) {
        Map<String, String> words = new HashMap<>();
        words.put("lead.name", Wording.named(lead.title()));
        words.put("lead.company", Wording.shortened(lead.company(), Wording.NAME_AT_MOST));
        words.put("lead.owner", lead.owner() == null ? "nobody" : lead.owner());
        return raised.raise(FollowUp.open(
                lead,
                origin,
                anchor,
                Wording.shortened(Placeholders.fill(title, words), TITLE),
                Wording.shortened(Placeholders.fill(reason, words), TEXT),
                owner,
                dueAt));
    }

    /** What stands in braces and is no placeholder of a lead, for a message; empty if all are. */
    public static List<String> unknownIn(String text) {
        Set<String> unknown = new TreeSet<>(Placeholders.unknownIn(text));
        Placeholders.KNOWN.stream()
                .filter(name -> !OF_A_LEAD.contains(name) && text.contains("{" + name + "}"))
                .forEach(name -> unknown.add("{" + name + "}"));
        return List.copyOf(unknown);
    }
}
