package salesinsights.ui.page;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Makes the frame for the caller of this request. */
@Singleton
public class Shells {
    private final CurrentCaller caller;
    private final FormTokens tokens;
    private final Assets assets;

    Shells(CurrentCaller caller, FormTokens tokens, Assets assets) {
        this.caller = caller;
        this.tokens = tokens;
        this.assets = assets;
    }

    /** The frame for a screen with this title. */
    public Shell of(String title, Place place) {
        Caller who = caller.get();
        String teams =
                who.ownTeams().stream().map(team -> team.path().name()).sorted().collect(Collectors.joining(", "));
        return new Shell(title, place, placesOf(who), who.name(), teams, tokens.current(), assets.version(), null);
    }

    /** A version over the static files, part of their addresses; for pages without the frame. */
    public String assets() {
        return assets.version();
    }

    /** Where somebody begins who did not say where to. */
    public Place home() {
        List<Place> open = placesOf(caller.get());
        return open.isEmpty() ? Place.WORKLIST : open.getFirst();
    }

    private static List<Place> placesOf(Caller who) {
        List<Place> open = new ArrayList<>();
        boolean sells = who.has(Caller.REP) || who.has(Caller.MANAGER) || who.has(Caller.ADMIN);
        if (sells) {
            open.addAll(List.of(Place.WORKLIST, Place.FOLLOW_UPS, Place.MESSAGES, Place.SEQUENCES, Place.NOTICES));
        }
        if (who.has(Caller.MANAGER) || who.has(Caller.ADMIN)) {
            open.add(Place.REPORTS);
        } else if (sells) {
            open.add(Place.OWN_FIGURES);
        }
        if (who.has(Caller.PRIVACY)) {
            open.add(Place.PRIVACY);
        }
        if (who.has(Caller.MANAGER) || who.has(Caller.ADMIN) || who.has(Caller.PRIVACY)) {
            open.add(Place.SETTINGS);
        } else if (sells) {
            open.add(Place.MAIL_PROGRAMS);
        }
        return open;
    }
}
