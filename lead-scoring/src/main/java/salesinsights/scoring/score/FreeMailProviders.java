package salesinsights.scoring.score;

import java.util.Locale;
import java.util.Set;

/** Providers whose addresses say nothing about an employer. */
final class FreeMailProviders {
    private static final Set<String> DOMAINS = Set.of(
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

    private FreeMailProviders() {}

    /** True if the address is at one of them. */
    static boolean has(String address) {
        return DOMAINS.contains(
                address.substring(address.indexOf('@') + 1).strip().toLowerCase(Locale.ROOT));
    }
}
