package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.outgoing.Secrets;

/** What e-mail providers reported of a person. */
@Singleton
class ForgetReports implements PersonalData {
    private final Database database;
    private final Secrets secrets;

    ForgetReports(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "provider-reports";
    }

    @Override
    public Turn turn() {
        return Turn.LISTS_AND_NOTICES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(PersonRows.shown("provider_event", "team_id = :team and lower(address) = :address"));
    }

    @Override
    public Set<String> alsoMapped() {
        return Set.of("provider_delivery.body");
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(
                Map.entry("provider_delivery.id", "about the request"),
                Map.entry("provider_delivery.team_id", "about the request"),
                Map.entry("provider_delivery.endpoint_id", "about the request"),
                Map.entry("provider_delivery.received_at", "about the request"),
                Map.entry("provider_delivery.status", "about the request"),
                Map.entry("provider_delivery.reason", "about the request"),
                Map.entry("provider_delivery.bytes", "about the request"),
                Map.entry("provider_delivery.read_at", "about the request"),
                Map.entry("provider_delivery.events", "about the request"),
                Map.entry("provider_delivery.recorded", "about the request"),
                Map.entry("provider_delivery.attempts", "about the request"),
                Map.entry("provider_delivery.next_try_at", "about the request"),
                Map.entry("provider_endpoint.*", "the team's own endpoints"),
                Map.entry("provider_token.*", "digests of signatures"));
    }

    @Override
    public Forgotten forget(Person person) {
        int rows = database.write(
                "update provider_event set address = null, raw = null where team_id = ?"
                        + " and position(? in lower(concat_ws(' ', address, raw))) > 0",
                person.team().value(),
                person.address());
        List<UUID> telling = database
                .list(
                        "select id, body from provider_delivery where team_id = ? and body is not null",
                        row -> tells(row.getObject("id", UUID.class), row.getBytes("body"), person),
                        person.team().value())
                .stream()
                .flatMap(Optional::stream)
                .toList();
        rows += database.write(
                "update provider_delivery set body = null,"
                        + " status = case when status = 'WAITING' then 'UNREADABLE' else status end where id = any (?)",
                Database.uuids(telling));
        return new Forgotten(rows, Set.of());
    }

    private Optional<UUID> tells(UUID id, byte[] sealed, Person person) {
        String body = new String(secrets.open(sealed, id), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        String escaped = person.address().replace("+", "\\u002b");
        return body.contains(person.address()) || body.contains(escaped) ? Optional.of(id) : Optional.empty();
    }
}
