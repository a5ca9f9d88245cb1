package salesinsights.tracking.message;

import java.time.Duration;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes mail, with all that is needed to talk to it.
 *
 * @param key the same for the same server: so many connections to it at once
 * @param sockets null for the server of the environment, which may stand anywhere
 */
record SmtpServer(
        String key,
        String host,
        int port,
        SmtpSecurity security,
        @Nullable String username,
        @Nullable String password,
        Duration timeout,
        @Nullable SocketFactory sockets) {

    String protocol() {
        return security == SmtpSecurity.TLS ? "smtps" : "smtp";
    }

    /** For a session of Angus Mail whose envelope sender this is. */
    Properties properties(String sender) {
        Properties properties = new Properties();
        String millis = Long.toString(timeout.toMillis());
        String starttls = Boolean.toString(security == SmtpSecurity.STARTTLS);
        String name = "mail." + protocol() + ".";
        properties.setProperty(name + "connectiontimeout", millis);
        properties.setProperty(name + "timeout", millis);
        properties.setProperty(name + "writetimeout", millis);
        properties.setProperty(name + "auth", Boolean.toString(username != null));
        properties.setProperty(name + "starttls.enable", starttls);
        properties.setProperty(name + "starttls.required", starttls);
        properties.setProperty(name + "ssl.checkserveridentity", "true");
        properties.setProperty(name + "from", sender);
        properties.setProperty(name + "allow8bitmime", "true");
        // Bounces that carry the original header can be matched by its Message-ID (RFC 3461).
        properties.setProperty(name + "dsn.notify", "FAILURE,DELAY");
        properties.setProperty(name + "dsn.ret", "HDRS");
        if (sockets != null) {
            properties.put(name + "socketFactory", sockets);
            // Without this a refused address would be tried again past the guard.
            properties.setProperty(name + "socketFactory.fallback", "false");
        }
        return properties;
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return "SmtpServer[" + key + "]";
    }
}
