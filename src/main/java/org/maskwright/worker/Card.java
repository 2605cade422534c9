package org.maskwright.worker;

/// A graphics card that the system knows of, whether it is used or not.
///
/// @param name as its driver says it
/// @param driver version of the driver, empty when unknown
/// @param megabytes of its memory, 0 when unknown
public record Card(String name, String driver, long megabytes) {}
