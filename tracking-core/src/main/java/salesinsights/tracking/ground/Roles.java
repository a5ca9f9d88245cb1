package salesinsights.tracking.ground;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Set;

/** What this process does; a busy site runs the same image several times with different roles. */
// Not the prefix "insights": every setting of that name that no mapping knows would keep the process from starting.
@ConfigMapping(prefix = "insights.roles")
public interface Roles {
    /** A part of the product that a process can carry. */
    enum Role {
        /** Pixel, links, recipient page: the public edge, without log-in. */
        COLLECTOR,
        /** Journal to database, verdicts, scores, follow-ups, CRM sync. */
        WORKER,
        /** Screens and REST. */
        WEB
    }

    /** All of them unless configured: {@code insights.roles=collector,worker}. */
    @WithParentName
    @WithDefault("collector,worker,web")
    Set<Role> active();

    /** True if this process carries the role. */
    default boolean has(Role role) {
        return active().contains(role);
    }
}
