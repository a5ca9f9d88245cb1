package salesinsights.ui.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What somebody without a session sees; the demo's log-ins only where the demo's realm runs. */
@Singleton
public class Welcome {
    private final Assets assets;
    private final boolean demo;

    Welcome(Assets assets, @ConfigProperty(name = "insights.demo-logins", defaultValue = "false") boolean demo) {
        this.assets = assets;
        this.demo = demo;
    }

    @CheckedTemplate(basePath = "page")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance welcome(String assets, String title, List<Login> logins);
    }

    /** A log-in of the demo. */
    record Login(String name, String role, String team) {}

    /** The page under this heading. */
    public TemplateInstance page(String title) {
        return Templates.welcome(assets.version(), title, demo ? people() : List.of());
    }

    private static List<Login> people() {
        return List.of(
                new Login("rita", "sales rep", "/teams/emea"),
                new Login("dario", "sales rep", "/teams/emea/dach"),
                new Login("sam", "sales rep", "/teams/us"),
                new Login("mona", "sales manager", "/teams/emea"),
                new Login("mark", "sales manager", "/teams/us"),
                new Login("ada", "administrator", "both"),
                new Login("pia", "privacy officer", "both"));
    }
}
