package salesinsights.tracking.message;

import java.util.Map;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/** Header fields that another room puts into tracked copies; make it a {@code @Singleton}. */
public interface CopyFields {
    /** Fields for one recipient's copy: printable ASCII, one line each. Callable anywhere. */
    Map<String, String> of(TeamId team, UUID recipient);
}
