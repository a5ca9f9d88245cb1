package salesinsights.tracking.campaign;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** Templates of teams; every version is kept. All methods run in the caller's transaction. */
@Singleton
public class Templates {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_FIELDS = 50;

    private static final String COLUMNS = """
            select t.id, g.path, t.name, v.version, v.subject, v.html, v.body_text, v.fields, v.saved_by, v.saved_at
            from mail_template t join mail_template_version v on v.template_id = t.id join team g on g.id = t.team_id
            where t.team_id = any(?) and t.retired_at is null
            """;

    private final Statements statements;
    private final Clock clock;

    Templates(Statements statements, Clock clock) {
        this.statements = statements;
        this.clock = clock;
    }

    /** What somebody wants a template to be. */
    public record Wanted(
            @Nullable String name,
            @Nullable String subject,
            @Nullable String html,
            @Nullable String text,
            @Nullable List<String> fields) {
        Set<String> own() {
            return fields == null ? Set.of() : new TreeSet<>(fields);
        }

        Letter letter() {
            return new Letter(subject == null ? "" : subject, html, text);
        }
    }

    /** By name; {@code after} is the name that the page before ended with. */
    public TemplatePage page(Set<TeamId> teams, @Nullable String after, int atMost) {
        List<TemplateView> found = statements.list(
                COLUMNS
                        + " and v.version = t.version and (t.name, t.id::text) > (?, ?) order by t.name, t.id::text limit ?",
                Templates::view,
                Statements.ids(teams),
                after == null ? "" : nameOf(after),
                after == null ? "" : after.substring(0, 36),
                atMost + 1);
        if (found.size() <= atMost) {
            return new TemplatePage(found, null);
        }
        TemplateView last = found.get(atMost - 1);
        return new TemplatePage(found.subList(0, atMost), last.id() + last.name());
    }

    private static String nameOf(String cursor) {
        if (cursor.length() < 37 || cursor.indexOf(0) >= 0) {
            throw Problem.invalid("after", "is no cursor of this list");
        }
        return cursor.substring(36);
    }

    /**
     * One template as it stands now.
     *
     * @throws Problem (404) if there is none
     */
    public TemplateView one(Set<TeamId> teams, UUID id) {
        return statements
                .list(COLUMNS + " and t.id = ? and v.version = t.version", Templates::view, Statements.ids(teams), id)
                .stream()
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    /** What a version says, also of a template that was retired since. */
    Letter letterAt(Set<TeamId> teams, UUID id, int version) {
        return statements
                .list(
                        "select subject, html, body_text from mail_template_version where team_id = any(?)"
                                + " and template_id = ? and version = ?",
                        row -> new Letter(row.getString(1), row.getString(2), row.getString(3)),
                        Statements.ids(teams),
                        id,
                        version)
                .stream()
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    /** All versions, newest first. */
    public List<TemplateView> versions(Set<TeamId> teams, UUID id) {
        List<TemplateView> kept = statements.list(
                COLUMNS + " and t.id = ? order by v.version desc limit 200",
                Templates::view,
                Statements.ids(teams),
                id);
        if (kept.isEmpty()) {
            throw Problem.notFound();
        }
        return kept;
    }

    /**
     * Stores the first version of a template.
     *
     * @throws Problem naming every field that cannot be taken
     */
    public TemplateView create(Caller caller, TeamId team, Wanted wanted) {
        String name = checkedName(wanted);
        Letter letter = letterOf(wanted);
        UUID id = Ids.next();
        int made = statements.change(
                "insert into mail_template (id, team_id, name, version) values (?, ?, ?, 1) on conflict do nothing",
                id,
                team.value(),
                name);
        if (made == 0) {
            throw Problem.invalid("name", "is the name of another template of the team");
        }
        insertVersion(caller, team, id, 1, letter, wanted);
        return one(Set.of(team), id);
    }

    /**
     * Saves a new version.
     *
     * @param version that the caller read
     * @throws Problem (412) if somebody else saved one since
     */
    public TemplateView change(Caller caller, Set<TeamId> teams, UUID id, int version, Wanted wanted) {
        TemplateView before = one(teams, id);
        String name = checkedName(wanted);
        Letter letter = letterOf(wanted);
        boolean taken = !statements
                .list(
                        "select 1 from mail_template where team_id = any(?) and name = ? and id <> ?"
                                + " and retired_at is null and team_id = (select team_id from mail_template where id = ?)",
                        row -> true,
                        Statements.ids(teams),
                        name,
                        id,
                        id)
                .isEmpty();
        if (taken) {
            throw Problem.invalid("name", "is the name of another template of the team");
        }
        int changed = statements.change(
                "update mail_template set version = version + 1, name = ?"
                        + " where team_id = any(?) and id = ? and version = ?",
                name,
                Statements.ids(teams),
                id,
                version);
        if (changed == 0) {
            throw Problem.changedMeanwhile("Version " + before.version() + " was saved by " + before.savedBy()
                    + " since you opened the template. Look at it before you save yours.");
        }
        insertVersion(caller, teamOf(id), id, version + 1, letter, wanted);
        return one(teams, id);
    }

    private TeamId teamOf(UUID id) {
        return statements
                .list("select team_id from mail_template where id = ?", row -> new TeamId(row.getLong(1)), id)
                .getFirst();
    }

    /** No new campaign can use it; those that do keep it. */
    public void retire(Set<TeamId> teams, UUID id) {
        int retired = statements.change(
                "update mail_template set retired_at = ? where team_id = any(?) and id = ? and retired_at is null",
                clock.instant().atOffset(ZoneOffset.UTC),
                Statements.ids(teams),
                id);
        if (retired == 0) {
            throw Problem.notFound();
        }
    }

    /** The template filled with sample values; placeholders without a value say what they say otherwise. */
    public Letter preview(Set<TeamId> teams, UUID id, Map<String, String> values) {
        return one(teams, id).letter().to(values);
    }

    /** The same for one that is not saved yet. */
    public Letter preview(Wanted wanted, Map<String, String> values) {
        return letterOf(wanted).to(values);
    }

    private void insertVersion(Caller caller, TeamId team, UUID id, int version, Letter letter, Wanted wanted) {
        statements.change(
                "insert into mail_template_version (team_id, template_id, version, subject, html, body_text, fields,"
                        + " saved_by, saved_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                team.value(),
                id,
                version,
                letter.subject(),
                letter.html(),
                letter.text(),
                wanted.own().toArray(String[]::new),
                caller.username(),
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static Letter letterOf(Wanted wanted) {
        Set<String> own = wanted.own();
        if (own.size() > MOST_FIELDS
                || !own.stream()
                        .allMatch(name -> Placeholders.NAME.matcher(name).matches())) {
            throw Problem.invalid("fields", "are at most " + MOST_FIELDS + " names of letters, digits and underscores");
        }
        return wanted.letter().checked(own);
    }

    private static String checkedName(Wanted wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("name", "is needed, on one line of at most " + LONGEST_NAME + " characters");
        }
        return PlainText.line(name);
    }

    private static TemplateView view(ResultSet row) throws SQLException {
        List<String> fields =
                new ArrayList<>(Arrays.asList((String[]) row.getArray("fields").getArray()));
        return new TemplateView(
                row.getObject("id", UUID.class),
                row.getString("path"),
                row.getString("name"),
                row.getInt("version"),
                new Letter(row.getString("subject"), row.getString("html"), row.getString("body_text")),
                fields,
                row.getString("saved_by"),
                row.getTimestamp("saved_at").toInstant());
    }
}
