package org.maskwright.image;

/// One time point of an [ImageStack]: its place in the stack from 0, the number that its file name
/// has (else the same as the index), and a name to show and to export under (the file's stem).
public record Frame(int index, int number, String name) {}
