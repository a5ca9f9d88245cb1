package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;

/** What people of the team wrote down about a lead, in the caller's transaction. */
@Singleton
public class LeadNotes {
    private static final int LONGEST = 5000;

    private final Database database;

    LeadNotes(Database database) {
        this.database = database;
    }

    /** A note; {@code author} is Keycloak's name of who wrote it. */
    public record LeadNote(UUID id, String author, String note, Instant writtenAt) {}

    /**
     * The text as it is kept.
     *
     * @throws Problem 400 at {@code note} if it is empty, longer than 5,000 characters or holds what no text has
     */
    public static String checked(@Nullable String words) {
        if (words == null || words.isBlank()) {
            throw Problem.invalid("note", "says something, in at most " + LONGEST + " characters");
        }
        try {
            return PlainText.of(words, LONGEST);
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("note", String.valueOf(wrong.getMessage()));
        }
    }

    /** Keeps a note that {@link #checked} gave, and says its id. */
    public UUID write(Lead lead, String author, String words) {
        UUID id = Ids.next();
        database.write(
                "insert into lead_note (id, team_id, lead_id, author, words) values (?, ?, ?, ?, ?)",
                id,
                lead.teamId().value(),
                lead.id().value(),
                author,
                words);
        return id;
    }

    /** Takes a note of this author back. */
    public void takeBack(Lead lead, UUID id, String author) {
        database.write(
                "delete from lead_note where team_id = ? and lead_id = ? and id = ? and author = ?",
                lead.teamId().value(),
                lead.id().value(),
                id,
                author);
    }

    /** The newest first. */
    public List<LeadNote> of(Lead lead, int atMost) {
        return database.list(
                "select * from lead_note where team_id = ? and lead_id = ? order by id desc limit ?",
                row -> new LeadNote(
                        row.getObject("id", UUID.class),
                        row.getString("author"),
                        row.getString("words"),
                        Objects.requireNonNull(Database.instant(row, "written_at"))),
                lead.teamId().value(),
                lead.id().value(),
                atMost);
    }
}
