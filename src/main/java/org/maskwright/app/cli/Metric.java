package org.maskwright.app.cli;

import java.util.Arrays;
import java.util.List;

/// The metrics of `maskwright evaluate`, in the order of its JSON.
enum Metric {
    SEG("SEG"),
    DET("DET"),
    TRA("TRA"),
    LNK("LNK"),
    CT("CT"),
    TF("TF"),
    BC("BC"),
    AP("AP"),
    MAP("mAP"),
    F1_50("F1_50"),
    MEAN_IOU_FOREGROUND("mean_iou_foreground");

    static final List<Metric> OF_GRAPHS = List.of(DET, TRA, LNK, CT, TF, BC);
    static final List<Metric> OF_INSTANCES = List.of(AP, MAP, F1_50, MEAN_IOU_FOREGROUND);

    private final String word;

    Metric(String word) {
        this.word = word;
    }

    /// Its key in the JSON and its word on the command line.
    @Override
    public String toString() {
        return word;
    }

    static List<Metric> all() {
        return Arrays.asList(values());
    }
}
