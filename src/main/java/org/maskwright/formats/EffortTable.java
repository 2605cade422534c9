package org.maskwright.formats;

import java.util.List;
import java.util.Locale;
import org.maskwright.project.Effort;
import org.maskwright.project.ModelRecord;
import org.maskwright.project.Project;

/// What each object cost as a table: RFC 4180, UTF-8, decimal points, times in UTC, a cell empty where nothing is
/// known.
public final class EffortTable {
    private static final String HEAD = "object,accepted_at,frame,z,id,source,version,model,clicks,seconds,corrections,"
            + "correction_clicks,correction_seconds";

    private EffortTable() {}

    public static String csv(Effort effort, Project project) {
        var out = new StringBuilder(HEAD).append("\r\n");
        List<Effort.Spent> objects = effort.objects();
        for (int i = 0; i < objects.size(); i++) {
            Effort.Spent s = objects.get(i);
            out.append(String.join(
                            ",",
                            Integer.toString(i + 1),
                            s.at().toString(),
                            Integer.toString(
                                    project.frames().get(s.plane().frame()).number()),
                            Integer.toString(s.plane().z()),
                            Integer.toString(s.id().value()),
                            s.source().name().toLowerCase(Locale.ROOT),
                            version(s, project),
                            s.model() == null ? "" : s.model(),
                            Integer.toString(s.clicks()),
                            number(s.seconds()),
                            Integer.toString(s.corrections()),
                            Integer.toString(s.later()),
                            number(s.laterSeconds())))
                    .append("\r\n");
        }
        return out.toString();
    }

    /// The number of the round that made the version that answered, 0 for the model that the project began with; empty
    /// where none answered.
    private static String version(Effort.Spent s, Project project) {
        if (s.model() == null) {
            return "";
        }
        List<String> rounds = project.models().stream().map(ModelRecord::hash).toList();
        return Integer.toString(rounds.indexOf(s.model()) + 1);
    }

    private static String number(double v) {
        return Double.isNaN(v) ? "" : String.format(Locale.ROOT, "%.2f", v);
    }
}
