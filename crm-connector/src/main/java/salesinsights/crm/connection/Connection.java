package salesinsights.crm.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.tracking.team.TeamId;

@Entity
@Table(name = "connection")
class Connection {
    private static final int SENTENCE_AT_MOST = 500;

    @Id
    UUID id;

    @Column(name = "team_id")
    long teamId;

    String kind;
    String name;

    @Convert(converter = SettingsColumn.class)
    @ColumnTransformer(write = "?::jsonb")
    Map<String, String> settings;

    @Convert(converter = MappingColumn.class)
    @ColumnTransformer(write = "?::jsonb")
    CrmMapping mapping;

    byte @Nullable [] secret;

    @Enumerated(EnumType.STRING)
    ConnectionStatus status;

    String sentence;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Version
    int revision;

    protected Connection() {}

    Connection(ConnectionId id, TeamId team, NewConnection wanted, String createdBy, Instant now) {
        this.id = id.value();
        this.teamId = team.value();
        this.kind = wanted.kind();
        this.name = wanted.name();
        this.settings = wanted.settings();
        this.mapping = CrmMapping.NONE;
        this.status = wanted.start() ? ConnectionStatus.ACTIVE : ConnectionStatus.PAUSED;
        this.sentence = "";
        this.createdBy = createdBy;
        this.createdAt = now;
        this.changedAt = now;
    }

    ConnectionId id() {
        return new ConnectionId(id);
    }

    TeamId team() {
        return new TeamId(teamId);
    }

    void rename(String anew, Instant now) {
        name = anew;
        changedAt = now;
    }

    void settle(Map<String, String> anew, Instant now) {
        settings = Map.copyOf(anew);
        changedAt = now;
    }

    void map(CrmMapping anew, Instant now) {
        mapping = anew;
        changedAt = now;
    }

    void lock(byte[] anew, Instant now) {
        secret = anew.clone();
        changedAt = now;
    }

    void pause(Instant now) {
        status = ConnectionStatus.PAUSED;
        sentence = "";
        changedAt = now;
    }

    void resume(Instant now) {
        status = ConnectionStatus.ACTIVE;
        sentence = "";
        changedAt = now;
    }

    /** Stops until a person looks at it. One that is paused stays so: nobody asked for it to run. */
    void fail(String why, Instant now) {
        if (status == ConnectionStatus.ACTIVE) {
            status = ConnectionStatus.FAILED;
            sentence = why.length() > SENTENCE_AT_MOST ? why.substring(0, SENTENCE_AT_MOST) : why;
            changedAt = now;
        }
    }
}
