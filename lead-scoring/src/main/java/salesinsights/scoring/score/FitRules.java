package salesinsights.scoring.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import salesinsights.scoring.lead.Lead;

/** What a lead earns by what it is. These points do not fade; they make the grade. */
final class FitRules {
    /** Providers whose addresses say nothing about an employer. */
    private static final Set<String> FREE_MAIL = Set.of(
            "gmail.com",
            "googlemail.com",
            "yahoo.com",
            "yahoo.co.uk",
            "yahoo.co.in",
            "yahoo.fr",
            "yahoo.de",
            "hotmail.com",
            "outlook.com",
            "live.com",
            "msn.com",
            "aol.com",
            "icloud.com",
            "me.com",
            "gmx.de",
            "gmx.net",
            "gmx.com",
            "web.de",
            "t-online.de",
            "mail.com",
            "mail.ru",
            "yandex.ru",
            "proton.me",
            "protonmail.com",
            "qq.com",
            "163.com",
            "126.com",
            "orange.fr",
            "free.fr",
            "laposte.net",
            "libero.it",
            "rediffmail.com");

    /** Points of one fact about a lead. */
    record Fit(String rule, double points) {}

    List<Fit> of(Lead lead) {
        List<Fit> found = new ArrayList<>();
        if (lead.email() != null) {
            boolean free =
                    FREE_MAIL.contains(lead.email().substring(lead.email().indexOf('@') + 1));
            found.add(free ? new Fit("fit-free-mail", -1) : new Fit("fit-business-mail", 4));
        }
        if (!lead.company().isBlank()) {
            found.add(new Fit("fit-company", 4));
        }
        if (lead.country() != null) {
            found.add(new Fit("fit-country", 1));
        }
        if (lead.phone() != null) {
            found.add(new Fit("fit-phone", 2));
        }
        if (!lead.name().isBlank()) {
            found.add(new Fit("fit-name", 1));
        }
        return found;
    }
}
