package org.maskwright.project;

/// A model of the catalogue that a project was labelled with.
///
/// @param name in the catalogue where it was used
/// @param hash SHA-256 (hex) of its weights, by which it is known anywhere
public record BaseModel(String name, String hash) {}
