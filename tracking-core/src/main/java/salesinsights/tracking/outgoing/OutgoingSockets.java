package salesinsights.tracking.outgoing;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets for mail servers that users state: each resolves its host when it connects, refuses addresses that are not
 * allowed and connects to exactly the one that it checked. For Angus Mail as {@code mail.smtp.socketFactory} and
 * {@code mail.imap.socketFactory}; it puts TLS on top and checks the certificate against the stated name.
 */
@Singleton
public class OutgoingSockets extends SocketFactory {
    private final OutgoingAddresses addresses;
    private final OutgoingConfig config;

    OutgoingSockets(OutgoingAddresses addresses, OutgoingConfig config) {
        this.addresses = addresses;
        this.config = config;
    }

    private final class Checked extends Socket {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress stated)) {
                throw new IOException("Not an internet address.");
            }
            InetAddress address;
            try {
                address = addresses.resolve(stated.getHostString());
            } catch (NoAnswer denied) {
                throw new IOException(denied.sentence(), denied);
            }
            int within = timeout > 0 ? timeout : (int) config.connectWithin().toMillis();
            super.connect(new InetSocketAddress(address, stated.getPort()), within);
        }
    }

    /** Not connected yet. */
    @Override
    public Socket createSocket() {
        return new Checked();
    }

    /** Connected. */
    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(InetSocketAddress.createUnresolved(host, port), null);
    }

    /** Connected, from a local address. */
    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(InetSocketAddress.createUnresolved(host, port), new InetSocketAddress(localHost, localPort));
    }

    /** Connected. */
    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    /** Connected, from a local address. */
    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localAddress, localPort));
    }

    private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
        Socket socket = createSocket();
        try {
            if (from != null) {
                socket.bind(from);
            }
            socket.connect(to, 0);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }
}
