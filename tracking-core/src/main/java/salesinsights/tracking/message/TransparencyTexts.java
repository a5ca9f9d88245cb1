package salesinsights.tracking.message;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** What teams tell recipients about tracking in their own words, by language. */
@Singleton
public class TransparencyTexts {
    private static final int LONGEST_TEXT = 400;
    private static final int LONGEST_LINK = 60;

    private final AgroalDataSource database;
    private final Scopes scopes;

    TransparencyTexts(AgroalDataSource database, Scopes scopes) {
        this.database = database;
        this.scopes = scopes;
    }

    /** The team's own texts by language, in the caller's transaction; ours hold where it has none. */
    public Map<String, TransparencyText> of(TeamId team) {
        String sql = "select language, text, link from transparency_text where team_id = ? order by language";
        Map<String, TransparencyText> texts = new TreeMap<>();
        run(sql, select -> {
            select.setLong(1, team.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    texts.put(
                            rows.getString("language"),
                            new TransparencyText(rows.getString("text"), rows.getString("link")));
                }
            }
            return texts.size();
        });
        return texts;
    }

    /** The same in a transaction of its own, for code that has none. */
    Map<String, TransparencyText> whereverOf(TeamId team) {
        return scopes.inTeams(Set.of(team), () -> of(team));
    }

    /**
     * Sets the team's text in one language. The link to the recipient's page always stands behind it.
     *
     * @param language ISO 639, such as {@code de}
     * @throws Problem if something is empty, too long or not on one line
     */
    public void set(TeamId team, String language, TransparencyText stated) {
        String primary = checked(language);
        List<Problem.Field> wrong = new ArrayList<>();
        check("text", stated.text(), LONGEST_TEXT, wrong);
        check("link", stated.link(), LONGEST_LINK, wrong);
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        String sql = "insert into transparency_text (team_id, language, text, link) values (?, ?, ?, ?)"
                + " on conflict (team_id, language) do update set text = excluded.text, link = excluded.link";
        run(sql, upsert -> {
            upsert.setLong(1, team.value());
            upsert.setString(2, primary);
            upsert.setString(3, PlainText.line(stated.text()));
            upsert.setString(4, PlainText.line(stated.link()));
            return upsert.executeUpdate();
        });
    }

    /** Back to our text in that language. */
    public void drop(TeamId team, String language) {
        run("delete from transparency_text where team_id = ? and language = ?", delete -> {
            delete.setLong(1, team.value());
            delete.setString(2, checked(language));
            return delete.executeUpdate();
        });
    }

    private static String checked(String language) {
        if (!language.matches("[a-z]{2,3}")) {
            throw Problem.invalid("language", "is two or three lower-case letters, such as de");
        }
        return language;
    }

    private static void check(String field, String words, int longest, List<Problem.Field> wrong) {
        if (words.isBlank() || words.length() > longest) {
            wrong.add(new Problem.Field(field, "is needed, with at most " + longest + " characters"));
        } else if (words.chars().anyMatch(Character::isISOControl)) {
            wrong.add(new Problem.Field(field, "has a line break or another control character"));
        }
    }

    private interface Work {
        int with(PreparedStatement statement) throws SQLException;
    }

    private void run(String sql, Work work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            work.with(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException("the team's words about tracking could not be reached", failed);
        }
    }
}
