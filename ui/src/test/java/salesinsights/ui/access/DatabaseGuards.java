package salesinsights.ui.access;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.tracking.LocalPostgres;

/**
 * What PostgreSQL's own catalogue says about every table, after the migrations of all modules. Each check gives what
 * breaks it, in words; what may is listed here with the reason.
 */
final class DatabaseGuards {
    private static final String OURS =
            " c.relnamespace = 'public'::regnamespace and c.relname <> 'flyway_schema_history' ";
    private static final String HAS_TEAM = " exists (select from pg_attribute a where a.attrelid = %s"
            + " and a.attname = 'team_id' and not a.attisdropped) ";
    private static final String OF_TEAMS = "(team_id = ANY (( SELECT app_teams() AS app_teams)::bigint[]))";

    /** Why a table has no team. A new one fails the check until somebody says why. */
    static final Map<String, String> WITHOUT_TEAM = Map.ofEntries(
            Map.entry("team", "is the tree of teams itself: paths and settings, no person"),
            Map.entry("journal_position", "how far a node's journal is applied: two numbers"),
            Map.entry("intake_total", "counts of hits by outcome, before anybody knows whose they are"),
            Map.entry("set_aside_hit", "hits that no team could be found for"),
            Map.entry("policy_edition", "the country table as published, the same for all"),
            Map.entry("policy_row", "a row of the country table, the same for all"),
            Map.entry("policy_draft", "the country table that is being worked on, the same for all"),
            Map.entry("policy_draft_row", "a row of it"),
            Map.entry("catalogue_version", "what is known of scanners and proxies, the same for all"),
            Map.entry("staff_place", "keyed hashes of networks that staff log in from"),
            Map.entry("ended_session", "Keycloak's ids of sessions, which may span teams"),
            Map.entry(
                    "works_council_mode", "holds for teams below, who could not see a row of a team above; no person"),
            Map.entry("score_check", "counts over all teams of a nightly check"),
            Map.entry("qrtz_job_details", "Quartz"),
            Map.entry("qrtz_triggers", "Quartz"),
            Map.entry("qrtz_simple_triggers", "Quartz"),
            Map.entry("qrtz_cron_triggers", "Quartz"),
            Map.entry("qrtz_simprop_triggers", "Quartz"),
            Map.entry("qrtz_blob_triggers", "Quartz"),
            Map.entry("qrtz_calendars", "Quartz"),
            Map.entry("qrtz_paused_trigger_grps", "Quartz"),
            Map.entry("qrtz_fired_triggers", "Quartz"),
            Map.entry("qrtz_scheduler_state", "Quartz"),
            Map.entry("qrtz_locks", "Quartz"));

    /** Why a unique key may do without the team. Those that begin with a UUID may: the application makes it. */
    static final Map<String, String> UNIQUE_WITHOUT_TEAM = Map.of(
            "lead_to_predict (id)", "numbered by the database, for jobs, which alone write and read it",
            "judge_again (id)", "numbered by the database, for jobs, which alone write and read it",
            "sequence_news (id)", "numbered by the database, for jobs, which alone write and read it",
            "recipient_to_count (id)", "numbered by the database, written by triggers and read by a job alone",
            "app_password (lookup)", "random and made here; a mail program shows it before its team is known",
            "mailbox (relay_address)", "an address that mail arrives at can belong to one team only");

    /** Why a foreign key may do without the team. */
    static final Map<String, String> FOREIGN_WITHOUT_TEAM = Map.of(
            "crm_record (lead_id)",
            "its team is the connection's, and the lead may be of a team below; written by the sync job only",
            "crm_item (lead_id)",
            "its team is the connection's, and the lead may be of a team below; written by the sync job only",
            "crm_difference (lead_id)",
            "its team is the connection's, and the lead may be of a team below; written by the sync job only",
            "lead_prediction (model_id)",
            "a model holds for the teams below its own; written by the predicting job only",
            "score_entry (reversal_of)",
            "written by the scoring job only, which has just read the entry; a second unique index on the largest"
                    + " table would cost every event and guard nothing that a request can reach");

    /** Policies beside the two, and why. */
    private static final Map<String, String> OTHER_POLICIES = Map.of(
            "of_retention", "lets the owner, as whom nobody logs in but migrations, drop what is too old",
            "of_search", "lets one function search words by their index; it names the transaction's teams itself",
            "of_erasure", "lets the owner delete what a running erasure names, through one function");

    /** Functions that run with the owner's rights, and why. */
    private static final Set<String> DEFINERS =
            Set.of("ensure_event_partitions", "drop_event_partitions", "erase_append_only", "leads_with");

    private DatabaseGuards() {}

    /** Everything that is wrong, empty if nothing is. */
    static List<String> broken() {
        List<String> broken = new ArrayList<>();
        broken.addAll(tablesWithoutAReason());
        broken.addAll(unprotected());
        broken.addAll(otherPolicies());
        broken.addAll(uniqueKeys());
        broken.addAll(foreignKeys());
        broken.addAll(rights());
        return broken;
    }

    private static List<String> tablesWithoutAReason() {
        List<String> found = list("select c.relname from pg_class c where c.relkind in ('r', 'p')"
                + " and not c.relispartition and" + OURS + "and not" + HAS_TEAM.formatted("c.oid"));
        return found.stream()
                .filter(table -> !WITHOUT_TEAM.containsKey(table))
                .map(table -> table + " has no team_id, and nobody said why")
                .toList();
    }

    private static List<String> unprotected() {
        return list("select c.relname || ' has a team_id and no forced row-level security' from pg_class c"
                + " where c.relkind in ('r', 'p') and not c.relispartition and" + OURS + "and"
                + HAS_TEAM.formatted("c.oid") + "and not (c.relrowsecurity and c.relforcerowsecurity)");
    }

    /** One policy for the application and one for its jobs, and none for anybody else. */
    private static List<String> otherPolicies() {
        List<String> broken = new ArrayList<>(list("select c.relname || ' lacks the policy ' || wanted.name"
                + " from pg_class c cross join (values ('of_teams', 'insights_app', '" + OF_TEAMS
                + "'), ('of_worker', 'insights_worker', 'true')) wanted (name, role, rule)"
                + " where c.relkind in ('r', 'p') and not c.relispartition and" + OURS + "and"
                + HAS_TEAM.formatted("c.oid")
                + "and not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname"
                + " and p.policyname = wanted.name and p.roles = array[wanted.role]::name[] and p.cmd = 'ALL'"
                + " and p.qual = wanted.rule and p.with_check = wanted.rule)"));
        String names = OTHER_POLICIES.keySet().stream().sorted().collect(Collectors.joining("', '", "('", "')"));
        broken.addAll(list("select p.tablename || ' ' || p.policyname || ' is a policy of its own' from pg_policies p"
                + " where p.schemaname = 'public' and p.policyname not in ('of_teams', 'of_worker')"
                + " and not (p.roles = array['insights_owner']::name[] and p.policyname in " + names + ")"));
        return broken;
    }

    private static List<String> uniqueKeys() {
        List<String> found = list("select c.relname || ' (' || (select string_agg(a.attname, ', ' order by k.place)"
                + " from unnest(i.indkey::int[]) with ordinality k (number, place)"
                + " join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) || ')'"
                + " from pg_index i join pg_class c on c.oid = i.indrelid"
                + " where i.indisunique and not c.relispartition and" + OURS + "and" + HAS_TEAM.formatted("c.oid")
                + "and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'team_id'"
                + " and a.attnum = any (i.indkey))"
                + " and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]"
                + " and a.atttypid = 'uuid'::regtype)");
        return found.stream()
                .filter(key -> !UNIQUE_WITHOUT_TEAM.containsKey(key))
                .map(key -> "unique key without team_id: " + key)
                .toList();
    }

    private static List<String> foreignKeys() {
        List<String> found = list("select c.relname || ' (' || (select string_agg(a.attname, ', ' order by k.place)"
                + " from unnest(f.conkey::int[]) with ordinality k (number, place)"
                + " join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) || ')'"
                + " from pg_constraint f join pg_class c on c.oid = f.conrelid"
                + " where f.contype = 'f' and not c.relispartition and" + OURS + "and"
                + HAS_TEAM.formatted("f.confrelid")
                + "and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'team_id'"
                + " and a.attnum = any (f.conkey))");
        return found.stream()
                .filter(key -> !FOREIGN_WITHOUT_TEAM.containsKey(key))
                .map(key -> "foreign key without team_id: " + key)
                .toList();
    }

    /** Ways around the policies: rights of roles, partitions read by themselves, views and functions of the owner. */
    private static List<String> rights() {
        List<String> broken = new ArrayList<>();
        broken.addAll(list("select r.rolname || ' may step around row-level security' from pg_roles r"
                + " where r.rolname like 'insights\\_%' and (r.rolsuper or r.rolbypassrls)"));
        broken.addAll(list("select c.relname || ' belongs to ' || r.rolname from pg_class c"
                + " join pg_roles r on r.oid = c.relowner"
                + " where r.rolname in ('insights_app', 'insights_worker')"));
        broken.addAll(list("select 'insights_app acts as ' || r.rolname from pg_auth_members m"
                + " join pg_roles r on r.oid = m.roleid join pg_roles a on a.oid = m.member"
                + " where a.rolname = 'insights_app' and (r.rolname <> 'insights_worker' or m.inherit_option)"));
        broken.addAll(list("select c.relname || ' is a partition that can be read by itself' from pg_class c"
                + " where c.relispartition and c.relkind in ('r', 'p') and" + OURS
                + "and has_table_privilege('insights_app', c.oid, 'select')"));
        broken.addAll(list("select c.relname || ' is a view with the rights of its owner' from pg_class c"
                + " where c.relkind in ('v', 'm') and" + OURS
                + "and not coalesce('security_invoker=true' = any (c.reloptions), false)"));
        list("select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace").stream()
                .filter(function -> !DEFINERS.contains(function))
                .forEach(function -> broken.add(function + " runs with the rights of its owner"));
        return broken;
    }

    /** Tables that have rows of a team, by name. */
    static List<String> tablesOfTeams() {
        return list("select c.relname from pg_class c where c.relkind in ('r', 'p') and not c.relispartition and" + OURS
                + "and" + HAS_TEAM.formatted("c.oid"));
    }

    /** As PostgreSQL's superuser, whom no guard holds. */
    static void run(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    static List<String> list(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private static Connection open() throws SQLException {
        return LocalPostgres.server().getDatabase("postgres", "insights").getConnection();
    }
}
