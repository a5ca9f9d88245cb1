package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Table owner_day: how much rules gave an owner on a day. In the caller's transaction. */
@Singleton
class OwnerDays {
    private final Database database;

    OwnerDays(Database database) {
        this.database = database;
    }

    /** Takes a place of the day; false if the owner has had the most. Also right with many nodes at once. */
    boolean take(TeamId team, String owner, LocalDate day, int atMost) {
        String sql = """
                insert into owner_day (team_id, owner, day, fired) values (?, ?, ?::date, 1)
                on conflict (team_id, owner, day) do update set fired = owner_day.fired + 1 where owner_day.fired < ?
                """;
        return database.write(sql, team.value(), owner, day.toString(), atMost) == 1;
    }

    /** Days that no cap counts any more; how many. */
    int forgetOld() {
        return database.write("delete from owner_day where day < current_date - 3");
    }
}
