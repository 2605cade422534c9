package org.maskwright.weights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP server on the loopback that answers as a test tells it to: cut off, with a false length, with other bytes.
public final class OddServer implements AutoCloseable {
    /// What was asked: the path, and the headers by lower-case name.
    public record Asked(String path, Map<String, String> headers) {
        public long from() {
            String range = headers.getOrDefault("range", "bytes=0-");
            return Long.parseLong(range.substring(6, range.indexOf('-')));
        }
    }

    /// Writes an answer; the connection is closed after it.
    public interface Answer {
        void to(Asked asked, OutputStream out) throws IOException;
    }

    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final List<Answer> script;

    /// @param script one answer for each request, the last one for all that follow
    public OddServer(Answer... script) throws IOException {
        this.script = List.of(script);
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/model.pth");
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String first = in.readLine();
            var headers = new TreeMap<String, String>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            Asked now = new Asked(List.of(first.split(" ", -1)).get(1), headers);
            asked.add(now);
            script.get(Math.min(asked.size(), script.size()) - 1).to(now, connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (IOException gone) {
            // the other side went away first
        }
    }

    public static void head(OutputStream out, int status, String... headers) throws IOException {
        var text = new StringBuilder("HTTP/1.1 " + status + " Word\r\nConnection: close\r\n");
        for (String h : headers) {
            text.append(h).append("\r\n");
        }
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    }

    /// The bytes as a good server sends them.
    public static Answer whole(byte[] bytes) {
        return upTo(bytes, bytes.length);
    }

    /// A good server whose connection breaks at a place in the file.
    public static Answer upTo(byte[] bytes, int end) {
        return (asked, out) -> {
            int from = (int) asked.from();
            if (asked.headers().containsKey("range")) {
                head(
                        out,
                        206,
                        "ETag: \"one\"",
                        "Content-Length: " + (bytes.length - from),
                        "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
            } else {
                head(out, 200, "ETag: \"one\"", "Content-Length: " + bytes.length);
            }
            out.write(bytes, from, Math.max(0, end - from));
        };
    }

    public static Answer status(int status) {
        return (asked, out) -> head(out, status, "Content-Length: 0");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
