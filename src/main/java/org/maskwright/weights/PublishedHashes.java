package org.maskwright.weights;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.Cancel;
import org.maskwright.Problem;

/// What a publisher of Python packages says of its files: a page for each project whose links end in `#sha256=` and the
/// file's hash (Python's PEP 503).
final class PublishedHashes {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final URI address;
    private final Cancel cancel;
    private final Map<String, String> pages = new HashMap<>();

    PublishedHashes(URI address, Cancel cancel) {
        this.address = address;
        this.cancel = cancel;
    }

    /// The hash, lower-case hex; empty when the page states none.
    ///
    /// @throws Problem when the page cannot be read
    String of(CudaPack.Part part) {
        String page = pages.computeIfAbsent(part.page(), this::read);
        String name =
                Pattern.quote(part.file()) + "|" + Pattern.quote(part.file().replace("+", "%2B"));
        Matcher link =
                Pattern.compile("(?:" + name + ")#sha256=([0-9a-f]{64})\\b").matcher(page);
        return link.find() ? link.group(1) : "";
    }

    private String read(String project) {
        cancel.check();
        URI page = address.resolve(project + "/");
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(Objects.requireNonNullElseGet(ProxySelector.getDefault(), () -> ProxySelector.of(null)))
                .connectTimeout(ANSWER)
                .build()) {
            var answer = client.send(
                    HttpRequest.newBuilder(page)
                            .timeout(ANSWER)
                            .header("User-Agent", "maskwright")
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Problem("weights.fetch-refused", page.toString(), answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.offline", page.getHost());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
