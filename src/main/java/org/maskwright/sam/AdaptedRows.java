package org.maskwright.sam;

/// Rows of a weight matrix that a low-rank adapter changes ([Depth#ADAPTERS]).
///
/// @param name of the parameter
/// @param from the first row
/// @param to after the last one
public record AdaptedRows(String name, int from, int to) {}
