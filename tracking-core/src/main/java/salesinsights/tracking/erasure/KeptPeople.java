package salesinsights.tracking.erasure;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salesinsights.tracking.erasure.PrivacyRequest.Source;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/**
 * People whom nobody wrote to for long, and who did nothing since. An open does not count as doing something: it needs no
 * decision of the person, and would keep data for ever that a mail program fetches by itself.
 */
@Singleton
class KeptPeople implements Kept {
    private static final int COUNTED_AT_MOST = 10_000;

    private static final String OLD = """
            select r.address from recipient r join tracked_message m on m.id = r.message_id
            where r.team_id = ?
            group by r.address
            having max(greatest(coalesce(r.sent_at, m.created_at), m.created_at)) < ? and not exists (
                select from recipient mine join judged_event e on e.recipient_id = mine.id
                where mine.team_id = ? and mine.address = r.address and e.occurred_at >= ?
                    and e.kind in ('CLICKED', 'REPLIED', 'FORM_SUBMITTED', 'MEETING_BOOKED', 'ATTACHMENT_VIEWED')
                    and e.actor not in ('SCANNER', 'PREFETCH', 'PRIVACY_PROXY'))
            order by r.address limit ?
            """;

    private final Database database;
    private final Erasures erasures;
    private final List<PersonalData> rooms;

    KeptPeople(Database database, Erasures erasures, @All List<PersonalData> rooms) {
        this.database = database;
        this.erasures = erasures;
        this.rooms = rooms;
    }

    @Override
    public Bounds bounds() {
        return new Bounds("people", "All about a person, since the last mail, click or answer", 1095, 90, 1825);
    }

    @Override
    public long due(TeamId team, Instant before) {
        return old(team, before, COUNTED_AT_MOST).size();
    }

    /** Has them erased like those who ask for it, but without a word that nobody may write to them again. */
    @Override
    public int drop(TeamId team, Instant before, int atMost) {
        List<String> old = old(team, before, atMost);
        old.forEach(address -> erasures.enforce(team, address, Source.RETENTION, "retention"));
        // Worked off by and by, and counted as old until then: one batch a day.
        return Math.min(old.size(), atMost - 1);
    }

    private List<String> old(TeamId team, Instant before, int atMost) {
        List<String> found =
                database.list(OLD, row -> row.getString(1), team.value(), before, team.value(), before, atMost);
        Set<String> used = new HashSet<>();
        rooms.forEach(room -> used.addAll(room.inUse(team, found, before)));
        return found.stream().filter(address -> !used.contains(address)).toList();
    }
}
