package org.maskwright.train;

/// A picture with what is known of it, to learn the search from.
///
/// @param example its ids are [Example#IGNORED] where nothing is known
/// @param instances whether its objects are known one by one; else it only counts where any object is
record Sheet(Example example, boolean instances) {}
