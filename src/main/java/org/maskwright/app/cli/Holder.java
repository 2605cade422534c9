package org.maskwright.app.cli;

import java.util.Map;

/// Who this process is, for the one that finds a project held by it.
public final class Holder {
    private Holder() {}

    /// Such as "anna on host-3 (process 4711)".
    public static String words() {
        Map<String, String> env = System.getenv();
        String host = env.getOrDefault("HOSTNAME", env.getOrDefault("COMPUTERNAME", ""));
        String user = System.getProperty("user.name", "");
        return org.maskwright.Words.of(
                host.isEmpty() ? "app.holder" : "app.holder.host",
                user,
                ProcessHandle.current().pid(),
                host);
    }
}
