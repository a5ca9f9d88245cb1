package salesinsights.ui.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.verdict.CatalogueChanges;
import salesinsights.tracking.verdict.CatalogueRow;
import salesinsights.tracking.verdict.CatalogueView;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * The catalogue of programs and networks, its versions, and a row that is being added.
 *
 * @param publishedAt null if nothing was published yet
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 * @param preview what would change, null if nobody asked
 */
record CatalogueScreen(
        CatalogueView catalogue,
        @Nullable When publishedAt,
        List<Version> versions,
        Map<String, String> typed,
        Map<String, String> wrong,
        CatalogueChanges.@Nullable Preview preview) {
    CatalogueScreen {
        versions = List.copyOf(versions);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** A version as it is listed; {@code inForce} is one of them. */
    record Version(int number, When at, String by, String note, int size, boolean inForce) {}

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }

    public List<Choice> kinds() {
        return List.of(new Choice("agent", "A program, by its user agent"), new Choice("network", "A network"));
    }

    public List<Choice> actors() {
        return List.of(
                new Choice("scanner", "A scanner or crawler"),
                new Choice("self", "Ourselves"),
                new Choice("human", "A person"),
                new Choice("image_proxy", "An image proxy: a person opened"),
                new Choice("privacy_proxy", "A privacy proxy: loads everything"),
                new Choice("prefetch", "A program that loads ahead"));
    }

    public List<Choice> scopes() {
        return List.of(
                new Choice("any", "Opens and clicks"),
                new Choice("click", "Clicks only"),
                new Choice("open", "Opens only"));
    }

    /** Who a row says it is, in a table. */
    public String words(CatalogueRow row) {
        return row.actor().code().replace('_', ' ');
    }
}
