package org.maskwright.ui.model;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// What the engine needs for an NVIDIA card and Maskwright does not bring: fetched when the person asks for it, and
/// removed again.
public interface CardLibraries {
    /// For a system for which there is nothing to fetch.
    CardLibraries NONE = new CardLibraries() {
        @Override
        public Optional<String> offer() {
            return Optional.empty();
        }

        @Override
        public ReadOnlyBooleanProperty here() {
            return new ReadOnlyBooleanWrapper(false);
        }

        @Override
        public void fetch() {}

        @Override
        public void remove() {}
    };

    /// How much would be fetched from where, in words; empty when there is nothing for this system.
    Optional<String> offer();

    /// Whether they were fetched.
    ReadOnlyBooleanProperty here();

    /// Says what would be fetched and fetches it once the person agrees.
    void fetch();

    void remove();
}
