package org.maskwright.ui.model;

import org.maskwright.project.History;

/// One row of the history, newest first. What it says is worked out when it is shown, by [HistoryWords].
///
/// @param undone true when it was taken back and can be redone
public record HistoryItem(History.Entry entry, boolean undone) {}
