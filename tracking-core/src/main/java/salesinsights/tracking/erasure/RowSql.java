package salesinsights.tracking.erasure;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;

/** Runs {@link PersonRows} for a person, in the caller's transaction. */
@Singleton
class RowSql {
    static final int SHOWN_AT_MOST = 20_000;
    private static final Pattern NAMED =
            Pattern.compile("(?<!:):(request|team|address|subject|recipients|messages)\\b");

    private final Database database;

    RowSql(Database database) {
        this.database = database;
    }

    long delete(PersonRows rows, Person person) {
        Bound bound = bound(rows.condition(), person);
        return database.write("delete from " + rows.table() + " where " + bound.sql(), bound.parameters());
    }

    /** Each row as JSON; at most 20,000. */
    List<String> shown(PersonRows rows, Person person) {
        Bound bound = bound(rows.condition(), person);
        return database.list(
                "select (" + rows.shown() + ")::text from " + rows.table() + " where " + bound.sql() + " limit "
                        + SHOWN_AT_MOST,
                row -> row.getString(1),
                bound.parameters());
    }

    private record Bound(String sql, @Nullable Object[] parameters) {}

    private static Bound bound(String condition, Person person) {
        List<@Nullable Object> parameters = new ArrayList<>();
        Matcher names = NAMED.matcher(condition);
        StringBuilder sql = new StringBuilder();
        while (names.find()) {
            names.appendReplacement(sql, "?");
            parameters.add(
                    switch (names.group(1)) {
                        case "request" -> person.request();
                        case "team" -> person.team().value();
                        case "address" -> person.address();
                        case "subject" -> HexFormat.of().parseHex(person.subject());
                        case "recipients" -> Database.uuids(person.recipients());
                        default -> Database.uuids(person.messages());
                    });
        }
        return new Bound(names.appendTail(sql).toString(), parameters.toArray());
    }
}
